/** SurveyJS, its form library for pages without a framework. */
import 'survey-core/survey-core.css';
import { Model } from 'survey-core';
import 'survey-js-ui';
import { sections } from './questions.js';

const kinds = { longtext: 'comment', select: 'dropdown', radio: 'radiogroup', checkboxes: 'checkbox' };

const element = ({ id, label, type, required, options }) => ({
  type: kinds[type] ?? 'text',
  ...(!kinds[type] && { inputType: type }),
  name: id,
  title: label,
  isRequired: required,
  ...(options && { choices: options.map(([value, text]) => ({ value, text })) }),
});

const model = new Model({
  textUpdateMode: 'onTyping',
  elements: [...sections].map(([name, questions]) => ({
    type: 'panel',
    name: `section-${name}`,
    title: name,
    elements: questions.map(element),
  })),
});
model.render(document.getElementById('root'));
