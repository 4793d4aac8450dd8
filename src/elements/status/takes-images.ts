import type { StatusView } from '../../protocol/referral.ts';

/** Has the intake team opened the transfer of images to this backend? Then they are given on the status page itself. */
export const takesImages = (status: Pick<StatusView, 'imaging'> | null): boolean =>
  status?.imaging?.mode === 'tus' && ['link-issued', 'receiving'].includes(status.imaging.state);
