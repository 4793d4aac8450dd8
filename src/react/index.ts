/**
 * `rso-intake/react`: the elements as React components, with typed properties and events. React 19 can use the tags
 * themselves; these wrappers also serve React 18. React is the page's own: `react` is a peer dependency. Importing this
 * defines the six tags.
 */
import { createComponent } from '@lit/react';
import * as React from 'react';
import { RsoAccessForm as AccessFormElement } from '../elements/define/rso-access-form.ts';
import { RsoContact as ContactElement } from '../elements/define/rso-contact.ts';
import { RsoImaging as ImagingElement } from '../elements/define/rso-imaging.ts';
import { RsoRecords as RecordsElement } from '../elements/define/rso-records.ts';
import { RsoReferral as ReferralElement } from '../elements/define/rso-referral.ts';
import { RsoStatus as StatusElement } from '../elements/define/rso-status.ts';
import { componentEvents } from './events.ts';

/** The whole journey in one tag. */
export const RsoReferral = createComponent({
  react: React,
  tagName: 'rso-referral',
  elementClass: ReferralElement,
  events: componentEvents['rso-referral'],
});

/** The International Patient Access Form. */
export const RsoAccessForm = createComponent({
  react: React,
  tagName: 'rso-access-form',
  elementClass: AccessFormElement,
  events: componentEvents['rso-access-form'],
});

/** English check and resumable upload of records. */
export const RsoRecords = createComponent({
  react: React,
  tagName: 'rso-records',
  elementClass: RecordsElement,
  events: componentEvents['rso-records'],
});

/** Transfer of radiology studies once the intake team has opened it. */
export const RsoImaging = createComponent({
  react: React,
  tagName: 'rso-imaging',
  elementClass: ImagingElement,
  events: componentEvents['rso-imaging'],
});

/** Where a referral stands. */
export const RsoStatus = createComponent({
  react: React,
  tagName: 'rso-status',
  elementClass: StatusElement,
  events: componentEvents['rso-status'],
});

/** Direct access to the intake team. */
export const RsoContact = createComponent({
  react: React,
  tagName: 'rso-contact',
  elementClass: ContactElement,
  events: componentEvents['rso-contact'],
});
