/** Studies: a small picture beside what they are. */
import { css } from 'lit';

export const studies = css`
  /* A record in one column, whichever of the two sheets comes last. */
  .record.study {
    grid-template-columns: minmax(0, 1fr);
  }
  .study-head {
    display: grid;
    grid-template-columns: 4rem minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
    align-items: start;
  }
  .cover {
    inline-size: 4rem;
    block-size: 4rem;
    object-fit: contain;
    border-radius: var(--_radius);
    background: var(--_canvas);
  }
  .cover.none {
    display: grid;
    place-items: center;
    font-weight: 600;
    background: var(--_canvas);
    color: var(--_quiet);
  }
`;
