/** The journey's places as views: shared by `rso-access-form` and `rso-referral`. */
import { type CSSResult, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { stepsOf } from '../journey/steps.ts';
import { wouldLose } from '../journey/would-lose.ts';
import { controls, journey } from '../styles/index.ts';
import {
  RsoErrorEvent,
  RsoRecordsChangeEvent,
  RsoStatusChangeEvent,
  RsoStepChangeEvent,
  RsoSubmitEvent,
  RsoSubmittedEvent,
} from './events.ts';
import { footer } from './form/footer.ts';
import { keepFocus } from './form/kept-focus.ts';
import { help, rail } from './form/rail.ts';
import { fillGroups, knowsStep, stepView } from './form/step-view.ts';
import { type DoorName, isHere, loadRecordsSummary, viewBehind } from './load.ts';
import { partMissing } from './part-missing.ts';
import { Parts } from './parts.ts';
import type { RecordsSummary } from './records/records-summary.ts';
import type { Beginning } from '../session/beginning.ts';
import { formBeginning } from '../session/form-beginning.ts';
import { RsoElement } from './rso-element.ts';
import { packsOfStanding } from './standing-packs.ts';
import type { View } from './view.ts';

/** Steps that show more than their fields. */
const extras: Readonly<Record<string, DoorName>> = { records: 'records', services: 'services', check: 'review' };

const packsOfPlace: Readonly<Record<JourneyState['place']['name'], readonly PackName[]>> = {
  form: ['first'],
  later: ['frame', 'start', 'form', 'shared', 'journey', 'aside'],
  registered: ['frame', 'shared', 'journey'],
  submitted: ['frame', 'start', 'form', 'journey'],
  status: ['frame', 'shared', 'status', 'records'],
  signing: ['frame', 'start', 'form', 'shared', 'journey', 'aside'],
  link: ['frame', 'shared', 'journey'],
  stopped: ['frame', 'journey'],
};

const placeId = ({ place }: JourneyState): string => (place.name === 'form' ? `form/${place.step}` : place.name);

export abstract class JourneyElement extends RsoElement {
  static override styles: CSSResultGroup = [RsoElement.styles, controls, journey];

  /** Present while the person is not on the first step any more, or an update put the focus somewhere. */
  #focus: 'title' | 'summary' | null = null;
  #view: View | null = null;
  #refocus: (() => void) | null = null;
  readonly #parts = new Parts(this, () => this.dispatchEvent(new RsoErrorEvent('chunk')));

  protected override beginning(): Beginning {
    return formBeginning;
  }

  protected override packs(state: JourneyState): readonly PackName[] {
    const { place } = state;
    if (place.name !== 'form') return [...packsOfPlace[place.name], ...packsOfStanding(state)];
    const [first] = stepsOf(state);
    const inFirst = !place.step || place.step === first?.id;
    const found: readonly PackName[] = state.draft.phase === 'found' ? ['aside'] : [];
    // A first step that is not ours may ask anything.
    if (inFirst && !first?.text) return ['first', ...found];
    const more: readonly PackName[] = place.step === 'records' || place.step === 'check' ? ['records'] : [];
    return ['frame', 'start', 'form', 'shared', 'journey', ...more, ...found];
  }

  /** What the next step needs comes while the person fills in this one. */
  protected override laterPacks({ place, records }: JourneyState): readonly PackName[] {
    const ways: readonly PackName[] = records.length > 0 ? ['ways'] : [];
    if (place.name === 'form')
      return [
        'frame',
        'start',
        'form',
        'shared',
        'journey',
        ...(place.step === 'records' || place.step === 'check' ? ways : []),
      ];
    return place.name === 'status' ? ['form', ...ways] : [];
  }

  protected override laterStyles(): readonly CSSResult[] {
    return this.#parts.styles;
  }

  protected override onState(state: JourneyState, before: JourneyState | null): void {
    if (!before) return;
    if (placeId(state) !== placeId(before) && before.program.phase === 'ready') {
      this.#focus = 'title';
      this.dispatchEvent(
        new RsoStepChangeEvent(state.place.name, state.place.name === 'form' ? state.place.step : null),
      );
    }
    if (state.summary > before.summary) this.#focus = 'summary';
    if (state.receipt && state.receipt !== before.receipt)
      this.dispatchEvent(new RsoSubmittedEvent(state.receipt.reference, state.receipt.state));
    if (state.records !== before.records) this.#recordsChanged(state);
    const { status } = state;
    if (status && before.status && status.state !== before.status.state)
      this.dispatchEvent(
        new RsoStatusChangeEvent(
          status.state,
          status.actions.some(({ needed }) => needed),
        ),
      );
    if (wouldLose(state) !== wouldLose(before)) this.#warn(wouldLose(state));
  }

  /** Counts as they were last told; counting comes with the records. */
  #told: RecordsSummary = { count: 0, stored: 0, waiting: 0 };

  #recordsChanged(state: JourneyState): void {
    loadRecordsSummary().then(
      ({ recordsSummary }) => {
        const now = recordsSummary(state);
        const then = this.#told;
        this.#told = now;
        if (now.count !== then.count || now.stored !== then.stored || now.waiting !== then.waiting)
          this.dispatchEvent(new RsoRecordsChangeEvent(now.count, now.stored, now.waiting));
      },
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#warn(false);
  }

  /** The browser's own question before the page is left, and only while something would be lost. */
  #warn(on: boolean): void {
    window.removeEventListener('beforeunload', this.#ask);
    if (on) window.addEventListener('beforeunload', this.#ask);
  }
  readonly #ask = (event: BeforeUnloadEvent): void => event.preventDefault();

  protected override view(view: View): TemplateResult {
    this.#view = view;
    const { place } = view.state;
    const whole: View = { ...view, parts: this.#parts };
    return place.name === 'form' ? this.#form(whole) : this.#behind(place.name, whole);
  }

  #behind(name: DoorName, view: View): TemplateResult {
    const found = this.#parts.need(name);
    if (found === 'here') return html`${viewBehind(name)?.(view) ?? nothing}`;
    return found === 'coming' ? this.waiting() : partMissing(view, this.#parts);
  }

  #form(view: View): TemplateResult {
    const { state, words } = view;
    const step = state.place.name === 'form' ? state.place.step : '';
    const extra = extras[step];
    // What is here is worn from the first rendering on; `updated` fetches what is not.
    if (isHere('later-fields')) this.#parts.need('later-fields');
    return html`<div class="box journey" part="form">
      ${rail(view)}
      <form
        class="view rr-mask rr-ignore fs-mask ph-no-capture"
        data-private
        data-clarity-mask="true"
        novalidate
        aria-label=${words.t('form')}
        @submit=${this.#submit}
      >
        <div class="pad" part="step">
          ${state.draft.phase === 'found' ? this.#behind('draft', view) : nothing}
          ${state.conflicts.length > 0 ? this.#behind('conflicts', view) : nothing}
          ${stepView(view, extra ? this.#behind(extra, view) : nothing)}
        </div>
        ${footer(view)}
      </form>
      ${help(view)}
    </div>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const view = this.#view;
    if (!view || view.state.submitting.phase === 'running') return;
    const { state, send } = view;
    const steps = stepsOf(state);
    const index = steps.findIndex(({ id }) => state.place.name === 'form' && id === state.place.step);
    const ends = steps[index]?.stage !== steps[index + 1]?.stage;
    const stage = steps[index]?.stage === 1 ? 'registration' : 'records';
    if (ends && !this.dispatchEvent(new RsoSubmitEvent(stage))) return;
    send(ends && stage === 'records' ? { type: 'submit-records' } : { type: 'continue' });
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#refocus = this.shadowRoot ? keepFocus(this.shadowRoot) : null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // Another step takes focus to its heading.
    if (!this.#focus) this.#refocus?.();
    const view = this.#view;
    if (!view) return;
    if (view.state.place.name === 'form') {
      fillGroups(view);
      if (knowsStep(view)) this.afterwards(() => this.#parts.need('later-fields'));
      else this.#parts.need('later-fields');
    }
    const target = this.#focus && (this.renderRoot as ShadowRoot).getElementById(this.#focus);
    if (!target) return;
    this.#focus = null;
    target.focus({ preventScroll: true });
    // The host scrolls only where the heading is out of sight.
    if (target.getBoundingClientRect().top < 0 || target.getBoundingClientRect().top > innerHeight * 0.6)
      target.scrollIntoView({ block: 'start' });
  }
}
