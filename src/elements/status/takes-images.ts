import { isGivenHere } from '../../journey/given-here.ts';
import type { StatusView } from '../../protocol/referral.ts';

/** Has the intake team opened the transfer of images to this backend or to its archive? Then they are given on the page. */
export const takesImages = (status: Pick<StatusView, 'imaging'> | null): boolean =>
  status?.imaging != null &&
  isGivenHere(status.imaging.mode) &&
  ['link-issued', 'receiving'].includes(status.imaging.state);
