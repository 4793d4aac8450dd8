/** Every check, in the order of the clauses. */
import type { Check } from '../check.ts';
import { access } from './access.ts';
import { billing } from './billing.ts';
import { care } from './care.ts';
import { creation } from './creation.ts';
import { descriptor } from './descriptor.ts';
import { english } from './english.ts';
import { form } from './form.ts';
import { general } from './general.ts';
import { shares } from './shares.ts';
import { studies } from './studies.ts';
import { status } from './status.ts';
import { submissions } from './submissions.ts';
import { uploads } from './uploads.ts';

export const checks: readonly Check[] = [
  ...general,
  ...descriptor,
  ...creation,
  ...form,
  ...submissions,
  ...access,
  ...shares,
  ...uploads,
  ...english,
  ...status,
  ...care,
  ...billing,
  ...studies,
];
