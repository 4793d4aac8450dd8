import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { componentEvents } from '../../src/react/events.ts';

describe.each(Object.entries(componentEvents))('%s', (tag, events) => {
  test('has a property for each event that the element documents, and for no other', () => {
    const source = readFileSync(new URL(`../../src/elements/${tag}.ts`, import.meta.url), 'utf8');
    const documented = [...source.matchAll(/@fires \{\w+\} (rso-[\w-]+)/gu)].map(([, name]) => name);
    expect(Object.values(events).sort()).toEqual(documented.sort());
  });

  test('names the property after the event', () => {
    for (const [property, event] of Object.entries(events))
      expect(event).toBe(`rso${property.slice(2).replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`);
  });
});
