/** An answer in words, for reading over before sending. */
import type { Words } from '../../i18n/words.ts';
import type { ResolvedField } from '../../form/resolve.ts';
import type { Json } from '../../protocol/merge-patch.ts';
import { isRecord, optionText, textIn } from '../fields/field.ts';
import { ordered } from '../fields/lists.ts';
import { unitName } from '../fields/unit-name.ts';

const lines = (texts: readonly (string | undefined)[]): string => texts.filter((text) => text).join('\n');

const optionWords = (one: ResolvedField, code: string, words: Words, name = code): string => {
  const option = one.field.options?.find((candidate) => candidate.code === code);
  return option ? optionText(option, one, words) : name;
};

function listText(value: Json, words: Words): string {
  if (!isRecord(value)) return '';
  if (value['state'] !== 'list') return words.t(`list.${textIn(value, 'state') || 'unknown'}`);
  return lines(
    ordered(value['items']).map(([, item]) =>
      [...['text', 'name', 'dose'].map((name) => textIn(item[name])), words.day(textIn(item['since']), 'long')]
        .filter(Boolean)
        .join(', '),
    ),
  );
}

const addressText = (value: Json, words: Words): string => {
  if (!isRecord(value)) return '';
  const street = value['lines'];
  return lines([
    ...(Array.isArray(street) ? street.map((line) => (typeof line === 'string' ? line : '')) : []),
    [textIn(value, 'postalCode'), textIn(value, 'locality'), textIn(value, 'region')].filter(Boolean).join(' '),
    textIn(value, 'country') && words.region(textIn(value, 'country')),
  ]);
};

const quantityText = (value: Json, { locale }: Words): string => {
  const given = isRecord(value) ? value['given'] : undefined;
  const unit = textIn(given, 'unit') || textIn(value, 'unit');
  return `${textIn(given, 'value') || textIn(value, 'value')} ${unitName(unit, locale)}`.trim();
};

/** The answer as it would be said; empty where there is none. */
export function answerText(one: ResolvedField, value: Json | undefined, words: Words): string {
  // Whoever looks over a shoulder reads no number that opens anything.
  if (one.field.rules?.includes('masked')) return '•'.repeat(textIn(value).length);
  if (value === undefined || value === null) return '';
  switch (one.field.type) {
    case 'name':
      return lines([textIn(value, 'full'), textIn(value, 'latin')]);
    case 'phone':
      return textIn(value, 'number') || textIn(value);
    case 'address':
      return addressText(value, words);
    case 'partial-date':
      return words.day(textIn(value), 'long');
    case 'language':
      return optionWords(one, textIn(value), words, words.language(textIn(value)));
    case 'country':
      return optionWords(one, textIn(value), words, words.region(textIn(value)));
    case 'time-zone':
      return optionWords(one, textIn(value), words, textIn(value).replaceAll('_', ' '));
    case 'choice':
      return optionWords(one, textIn(value), words);
    case 'choices':
      return Array.isArray(value) ? words.list(value.map((code) => optionWords(one, String(code), words))) : '';
    case 'boolean': {
      const option = one.field.options?.some(({ code }) => code === String(value));
      return option ? optionWords(one, String(value), words) : words.t(value === true ? 'yes' : 'no');
    }
    case 'consent':
      return value === true ? words.t('review.agreed') : '';
    case 'number-with-unit':
      return quantityText(value, words);
    case 'coded':
      return textIn(value, 'text') || textIn(value);
    case 'list-none-unknown':
    case 'medication-list':
      return listText(value, words);
    default:
      return textIn(value);
  }
}
