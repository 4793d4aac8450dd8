/** All effects behind the session's door, wired to each other. The order is the order in which they hear of an event. */
import { createClient } from '../../client/client.ts';
import type { Context, Core, Reactions } from '../context.ts';
import { createSavedAnswers } from '../saved-answers.ts';
import { createValidator } from '../validator.ts';
import { createAccess } from './access.ts';
import { createBilling } from './billing.ts';
import { consentsEffect } from './consents.ts';
import { createDrafts } from './drafts.ts';
import { createReading } from './reading.ts';
import { createRecords } from './records.ts';
import { reportEffect } from './report.ts';
import { resumeEffect } from './resume.ts';
import { savingEffect } from './saving.ts';
import { schemasEffect } from './schemas.ts';
import { statusActsEffect } from './status-acts.ts';
import { stepsEffect } from './steps.ts';
import { stopsEffect } from './stops.ts';
import { createStudies } from './studies.ts';
import { createSubmission } from './submission.ts';
import { validationEffect } from './validation.ts';
import { waysOutEffect } from './ways-out.ts';
import { createVerification } from './verification.ts';

/** The client of a session: its capability is the tab's, and one that is refused signs the person out. */
function clientOf({ base, environment, timeout, keeper, state, dispatch }: Core): Context['client'] {
  if (!base) return null;
  return createClient({
    ...environment,
    base,
    getCapability: () => keeper.held()?.capability.token ?? null,
    async onUnauthorized(refused) {
      if (keeper.held()?.capability.token === refused) {
        keeper.forget();
        dispatch({ type: 'referral.signed-out' });
      }
      return null;
    },
    language: () => state().lang,
    online: environment.connection.online,
    ...(timeout === undefined ? {} : { timeout }),
  });
}

export { reduce } from '../../journey/reduce.ts';

export function effectsFor(core: Core): readonly Reactions[] {
  const context: Context = { ...core, client: clientOf(core) };
  const validator = createValidator(context);
  const saved = createSavedAnswers(context, validator);
  const reading = createReading(context);
  const drafts = createDrafts(context, saved);
  const submission = createSubmission(context, validator, saved, { reload: reading.reload, drafts });
  const verification = createVerification(context, reading.reload);
  const access = createAccess(context, () => records.clear());
  const billing = createBilling(context, validator, saved);
  const records = createRecords(context, access, reading.watchRecords);
  return [
    validationEffect(context, validator),
    stopsEffect(context),
    stepsEffect(context, validator, submission),
    submission.reactions,
    drafts.reactions,
    savingEffect(context, saved),
    consentsEffect(context),
    schemasEffect(context),
    verification.reactions,
    access.reactions,
    resumeEffect(context, validator, saved, reading),
    reading.reactions,
    records.reactions,
    createStudies(context, records.carrier),
    waysOutEffect(context, records),
    billing.reactions,
    statusActsEffect(context, reading.reload, billing),
    reportEffect(context, verification.sendReportCode, reading.reload),
  ];
}
