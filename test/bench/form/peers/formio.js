/** Form.io's renderer. */
import '@formio/js/dist/formio.form.min.css';
import { Formio } from '@formio/js/dist/formio.form.min.js';
import { sections } from './questions.js';

const kinds = {
  text: 'textfield',
  longtext: 'textarea',
  email: 'email',
  tel: 'phoneNumber',
  date: 'textfield',
  number: 'number',
  select: 'select',
  radio: 'radio',
  checkboxes: 'selectboxes',
};

const component = ({ id, label, type, required, options }) => {
  const values = (options ?? []).map(([value, text]) => ({ value, label: text }));
  return {
    type: kinds[type],
    key: id,
    label,
    input: true,
    validate: { required },
    ...(type === 'tel' && { inputMask: '' }),
    ...(type === 'select' ? { data: { values }, widget: 'html5' } : { values }),
  };
};

const components = [...sections].map(([name, questions]) => ({
  type: 'panel',
  key: `section-${name}`,
  title: name,
  input: false,
  components: questions.map(component),
}));
(globalThis.Formio ?? Formio).createForm(document.getElementById('root'), { components });
