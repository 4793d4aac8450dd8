/** The texts of the consents on screen: fetched in the person's language, proven by their hash, shown only then. */
import { UnreachableError } from '../../client/errors.ts';
import { insist } from '../../client/patience.ts';
import { shownFields } from '../../journey/shown.ts';
import type { ConsentShown, JourneyState } from '../../journey/state.ts';
import { sha256 } from '../../protocol/digest-tree.ts';
import type { ConsentDescriptor } from '../../protocol/program.ts';
import type { Context, Patience, Reactions } from '../context.ts';

/** Bytes; a consent is a text that a person reads. */
const LONGEST_TEXT = 500_000;

/** The language whose text binds: the person's where a human has reviewed it, else English, else whatever there is. */
function bindingLanguage({ texts }: ConsentDescriptor, lang: string): string | undefined {
  const own = [lang, lang.split('-')[0] ?? lang].find((tag) => Object.hasOwn(texts, tag));
  if (own !== undefined && texts[own]?.review === 'human') return own;
  const reviewed = Object.keys(texts).filter((tag) => texts[tag]?.review === 'human');
  return reviewed.find((tag) => tag === 'en') ?? reviewed[0] ?? own ?? Object.keys(texts)[0];
}

export function consentsEffect(context: Context): Reactions {
  const { state, dispatch, environment, client } = context;

  async function textOf(descriptor: ConsentDescriptor, lang: string, { signal }: Patience): Promise<string> {
    const described = descriptor.texts[lang];
    if (!client || !described) throw new UnreachableError('configuration');
    // As the descriptor's own address would have it: beside `program`.
    const url = new URL(described.url, `${await client.base()}/`);
    const response = await environment
      .fetch(url.href, { credentials: 'omit', referrerPolicy: 'no-referrer', signal })
      .catch((cause: unknown) => {
        signal.throwIfAborted();
        throw new UnreachableError('unreachable', { cause });
      });
    if (!response.ok) throw new UnreachableError(response.status >= 500 ? 'unreachable' : 'configuration');
    const bytes = await response.arrayBuffer();
    // Other words than those that the program vouches for are not shown, however near.
    if (bytes.byteLength > LONGEST_TEXT || (await sha256(bytes)) !== described.sha256)
      throw new UnreachableError('configuration');
    return new TextDecoder().decode(bytes);
  }

  async function shownText(descriptor: ConsentDescriptor, lang: string, patience: Patience): Promise<ConsentShown[]> {
    const binding = bindingLanguage(descriptor, lang);
    const described = binding === undefined ? undefined : descriptor.texts[binding];
    if (binding === undefined || !described) return [];
    const text = await insist(environment, patience, () => textOf(descriptor, binding, patience));
    const beside =
      lang !== binding && descriptor.texts[lang]
        ? await insist(environment, patience, () => textOf(descriptor, lang, patience))
        : undefined;
    const { sha256: hash, review } = described;
    return [
      {
        descriptor,
        lang: binding,
        text,
        sha256: hash,
        review,
        ...(beside === undefined ? {} : { translation: { lang, text: beside } }),
      },
    ];
  }

  /** Consents on screen whose text is missing, of another language, or of an older version. */
  const missing = (now: JourneyState): readonly ConsentDescriptor[] => {
    const { program, consentTexts, lang } = now;
    if (program.phase !== 'ready') return [];
    const asked = new Set([
      ...shownFields(now).map(({ field }) => field.consent),
      ...(now.place.name === 'signing' ? (now.status?.signing?.consents.map(({ id }) => id) ?? []) : []),
    ]);
    return program.program.consents.filter((descriptor) => {
      const shown = consentTexts[descriptor.id];
      const binding = bindingLanguage(descriptor, lang);
      if (binding === undefined || !asked.has(descriptor.id)) return false;
      const beside = binding !== lang && descriptor.texts[lang] ? lang : undefined;
      return (
        shown?.lang !== binding ||
        shown.sha256 !== descriptor.texts[binding]?.sha256 ||
        shown.translation?.lang !== beside
      );
    });
  };

  async function fetchMissing(): Promise<void> {
    if (!client || missing(state()).length === 0) return;
    const done = await context.work({
      name: 'consents',
      report: (work) => dispatch({ type: 'acting', action: 'consents', work }),
      async run(patience) {
        const { lang } = state();
        const texts = await Promise.all(missing(state()).map((descriptor) => shownText(descriptor, lang, patience)));
        // A language chosen meanwhile is fetched next; these texts are true all the same.
        dispatch({ type: 'consent-texts', texts: texts.flat() });
      },
    });
    if (done) await fetchMissing();
  }
  const look = () => void fetchMissing();

  return {
    place: look,
    back: look,
    go: look,
    'choose-language': look,
    'program.ready': look,
    'definition.ready': look,
    change: look,
    status: look,
  };
}
