/** The form, from the page; the list of countries put where a question asks for it. */
const { questions, countries } = JSON.parse(document.getElementById('questions').textContent);

export const sections = Map.groupBy(
  questions.map((question) => (question.options === 'countries' ? { ...question, options: countries } : question)),
  ({ section }) => section,
);
