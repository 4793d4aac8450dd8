/** The page of each candidate, as a site would serve it: plain HTML whole, the others with their script and the list of questions. */
import { peers } from './peers.ts';
import type { Form, Question } from './questions.ts';

export const candidates = ['html', 'ours', ...peers] as const;
export type Candidate = (typeof candidates)[number];

export const titles: Readonly<Record<Candidate, string>> = {
  html: 'plain HTML',
  ours: 'ours',
  react: 'React Hook Form + zod',
  survey: 'SurveyJS',
  formio: 'Form.io',
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function control({ id, label, type, required, options = [] }: Question, { countries }: Form): string {
  const must = required ? ' required' : '';
  const list = options === 'countries' ? countries : options;
  const name = `id="${id}" name="${id}"${must}`;
  if (type === 'radio' || type === 'checkboxes') {
    const kind = type === 'radio' ? `radio"${must}` : 'checkbox"';
    const pills = list.map(
      ([value, text]) => `<label><input type="${kind} name="${id}" value="${value}"> ${escaped(text)}</label>`,
    );
    return `<fieldset><legend>${escaped(label)}</legend>${pills.join('')}</fieldset>`;
  }
  const text = `<p><label for="${id}">${escaped(label)}</label>`;
  if (type === 'longtext') return `${text}<textarea ${name}></textarea></p>`;
  if (type !== 'select') return `${text}<input type="${type}" ${name}></p>`;
  const rows = list.map(([value, row]) => `<option value="${value}">${escaped(row)}`);
  return `${text}<select ${name}><option value="">${rows.join('')}</select></p>`;
}

const plain = (form: Form): string => {
  const sections = [...new Set(form.questions.map(({ section }) => section))].map((section) => {
    const inside = form.questions.filter((question) => question.section === section);
    return `<section><h2>${section}</h2>${inside.map((question) => control(question, form)).join('')}</section>`;
  });
  return `<form>${sections.join('')}<button>Send</button></form>`;
};

/** What a page has to know of its site. */
export interface Surroundings {
  /** Base of our backend. */
  readonly backend: string;
  /** Does the peer's bundle bring styles? */
  readonly hasStyles: boolean;
}

const peer = (name: Candidate, { questions, countries }: Form, { hasStyles }: Surroundings): string => {
  const list = JSON.stringify({ questions, countries }).replaceAll('<', '\\u003c');
  const styles = hasStyles ? `<link rel="stylesheet" href="/peers/${name}.css">` : '';
  return `${styles}<script type="application/json" id="questions">${list}</script><div id="root"></div><script type="module" src="/peers/${name}.js"></script>`;
};

/** As README.md has it. */
const ours = ({ backend }: Surroundings): string =>
  `<script type="module" src="/rso/rso.js"></script><rso-access-form backend="${backend}"></rso-access-form>`;

/** The whole page of a candidate. */
export function pageOf(candidate: Candidate, form: Form, surroundings: Surroundings): string {
  const body =
    candidate === 'html'
      ? plain(form)
      : candidate === 'ours'
        ? ours(surroundings)
        : peer(candidate, form, surroundings);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Access form</title><main><h1>Access form</h1>${body}</main></html>`;
}
