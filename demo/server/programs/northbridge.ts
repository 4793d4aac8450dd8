/** The invented hospital's program, whole: everything that this backend offers (contract/program.json). */
import { roles } from '../../../src/form/access-form/codes.ts';
import type { Program } from '../../../src/protocol/index.ts';
import { consentTexts, type ConsentTexts } from './consent-texts.ts';
import { inEveryLanguage, uiLanguages } from './words.ts';

/** Where the demo runs. */
export interface Surroundings {
  /** Origins whose pages may embed the elements, and that the demo itself is served from. */
  readonly origins: readonly string[];
  /** Origin of the image archive that images may go to. */
  readonly archive?: string;
}

/** A descriptor with the texts that it names. */
export interface DemoProgram {
  readonly program: Program;
  readonly texts: ConsentTexts['texts'];
}

const MB = 1024 * 1024;

/** Where the demo's external imaging links lead. */
const IMAGING_HOST = 'imaging.northbridge.example';

export function northbridge({ origins, archive }: Surroundings): DemoProgram {
  const consents = consentTexts();
  const program: Program = {
    id: 'northbridge-rso',
    protocol: {
      version: '1.0',
      level: 2,
      features: [
        'events',
        'requests',
        'messages',
        'quote',
        'payment',
        'imaging',
        'studies',
        'report',
        'withdrawal',
        'share',
      ],
    },
    names: inEveryLanguage('name'),
    organisation: { name: "Northbridge Children's Hospital", division: 'Global Services' },
    contact: {
      team: 'Global Services intake team',
      phones: ['+12025550142'],
      email: 'intake@northbridge.example',
      languages: ['en', 'es', 'ar'],
      timeZone: 'America/New_York',
      hours: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '17:00' }],
      address: ['Suite 200, 1 Northbridge Avenue', 'Washington, DC 20000', 'United States'],
      shippingAddress: ['Pathology accessioning', '1 Northbridge Avenue', 'Washington, DC 20000', 'United States'],
    },
    links: {
      learnMore: 'https://northbridge.example/second-opinion',
      privacy: 'https://northbridge.example/privacy',
      terms: 'https://northbridge.example/terms',
    },
    languages: { ui: [...uiLanguages] },
    records: { policy: 'block', accepted: ['en'], thresholds: { english: 0.9, notEnglish: 0.1 } },
    eligibility: { countries: { deny: [] }, regions: { deny: ['US-ME', 'US-MA'] }, hospitalised: 'ask' },
    patient: {
      maxAgeYears: 21,
      overAge: 'warn',
      prenatal: false,
      ageOfMajority: { default: 18, byCountry: { AE: 21, DZ: 19 } },
      assentAge: 12,
    },
    // Where others than a parent apply, a guardian signs by a link of their own (feature `share`).
    roles: [...roles],
    identity: { verifyEmail: 'before-records', unverifiedUploadBytes: 50 * MB },
    physician: { required: false },
    report: { recipients: 'both', delivery: ['secure-link'], languages: ['en'] },
    specialties: [
      { code: 'cardiology', open: true },
      { code: 'neurology-epilepsy', open: true },
      { code: 'oncology', open: true },
      { code: 'orthopaedics', open: true, maxAge: 18 },
      { code: 'fetal-medicine', open: false },
    ],
    requirements: [
      { category: 'clinical-summary', minCount: 1, severity: 'block' },
      { category: 'clinical-summary', maxAgeDays: 180, severity: 'warn' },
      {
        when: { field: '/clinical/specialties', exists: 'cardiology' },
        category: 'echo-report',
        minCount: 1,
        severity: 'warn',
      },
      // Papers that somebody else has to write: asked for beforehand, and never a reason to hold a sick child's case back.
      {
        when: { field: '/payer/type', in: ['insurer', 'embassy', 'government', 'employer', 'charity'] },
        category: 'payer-letter',
        minCount: 1,
        severity: 'warn',
        text: inEveryLanguage('payerLetter'),
      },
      {
        when: { field: '/submitter/authority', in: ['court-order', 'power-of-attorney', 'written-permission'] },
        category: 'release-consent',
        minCount: 1,
        severity: 'warn',
        text: inEveryLanguage('releaseConsent'),
      },
    ],
    consents: consents.descriptors,
    fee: {
      currency: 'USD',
      fromMinor: 100_000,
      modifiers: [
        { code: 'additional-specialty', amountMinor: null },
        { code: 'video', amountMinor: null },
        { code: 'pathology-slides', amountMinor: null },
      ],
      refundTextUrl: 'https://northbridge.example/refunds',
      // A family that pays itself says whom the receipt is made out to when it accepts the quote.
      billing: {},
    },
    clock: {
      minDays: 7,
      maxDays: 10,
      timeZone: 'America/New_York',
      workweek: [1, 2, 3, 4, 5],
      holidays: ['2026-07-03', '2026-11-26', '2026-12-25', '2027-01-01', '2027-01-18'],
      cutoff: '17:00',
      onBlockingRequest: 'restart',
    },
    uploads: {
      protocols: ['tus-1.0.0'],
      maxFileSize: 5 * 1024 * MB,
      maxFiles: 2000,
      maxTotalSize: 50 * 1024 * MB,
      accept: [
        { ext: 'pdf', mime: 'application/pdf' },
        { ext: 'docx', mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
        { ext: 'jpg', mime: 'image/jpeg' },
        { ext: 'png', mime: 'image/png' },
        { ext: 'dcm', mime: 'application/dicom' },
      ],
      packs: ['tar'],
      parallel: 2,
      expiresAfter: 'P14D',
      methodOverride: true,
    },
    imaging: {
      modes: ['tus', 'external-link', 'stow-rs'],
      opensAfter: 'expert-assignment',
      linkDays: 14,
      maxImages: 20_000,
    },
    followUp: { days: 30, questions: 3 },
    session: 'tab',
    hygiene: 'warn',
    theme: { accent: '#0b5c8a', radius: '10px' },
    copy: { en: { 'access-form.intro': "Thank you for considering Northbridge Children's Hospital." } },
    form: {
      version: '1',
      operations: [
        {
          add: {
            id: 'howHeard',
            type: 'choice',
            options: [
              { code: 'doctor', text: inEveryLanguage('howHeard.doctor') },
              { code: 'web', text: inEveryLanguage('howHeard.web') },
              { code: 'family', text: inEveryLanguage('howHeard.family') },
            ],
            text: inEveryLanguage('howHeard'),
          },
          after: '/payer/type',
        },
        { hide: '/patient/nationality' },
      ],
    },
    embedding: { allowedOrigins: [...origins] },
    retention: { closedDays: 180 },
    redirectHosts: [
      IMAGING_HOST,
      ...[...origins, ...(archive === undefined ? [] : [archive])].map((origin) => new URL(origin).host),
    ],
  };
  return { program, texts: consents.texts };
}
