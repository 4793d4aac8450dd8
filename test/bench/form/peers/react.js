/** React Hook Form with a zod schema, as its own guide has it. */
import { zodResolver } from '@hookform/resolvers/zod';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { sections } from './questions.js';

const all = [...sections.values()].flat();

function ruleOf({ type, required, options }) {
  if (type === 'checkboxes') return z.array(z.string()).or(z.literal(false));
  const codes = new Set((options ?? []).map(([code]) => code));
  const text =
    type === 'email'
      ? z.email()
      : type === 'select' || type === 'radio'
        ? z.string().refine((value) => codes.has(value))
        : z.string().max(4000);
  return required ? text.and(z.string().min(1)) : text.or(z.literal('')).nullish();
}

const schema = z.object(Object.fromEntries(all.map((question) => [question.id, ruleOf(question)])));

function Control({ question, register }) {
  const { id, label, type, options = [] } = question;
  if (type === 'radio' || type === 'checkboxes')
    return h(
      'fieldset',
      null,
      h('legend', null, label),
      options.map(([value, text]) =>
        h(
          'label',
          { key: value },
          h('input', { type: type === 'radio' ? 'radio' : 'checkbox', value, ...register(id) }),
          text,
        ),
      ),
    );
  const more = { id, ...register(id) };
  const control =
    type === 'longtext'
      ? h('textarea', more)
      : type === 'select'
        ? h(
            'select',
            more,
            h('option', { value: '' }),
            options.map(([value, text]) => h('option', { key: value, value }, text)),
          )
        : h('input', { type, ...more });
  return h('p', null, h('label', { htmlFor: id }, label), control);
}

function Form() {
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(schema), mode: 'onTouched' });
  return h(
    'form',
    { noValidate: true, onSubmit: handleSubmit(() => undefined) },
    [...sections].map(([name, questions]) =>
      h(
        'section',
        { key: name },
        h('h2', null, name),
        questions.map((question) =>
          h(
            'div',
            { key: question.id },
            h(Control, { question, register }),
            formState.errors[question.id] && h('p', { role: 'alert' }, formState.errors[question.id].message),
          ),
        ),
      ),
    ),
    h('button', null, 'Send'),
  );
}

createRoot(document.getElementById('root')).render(h(Form));
