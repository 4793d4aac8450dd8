/** Whom the link to sign goes to, and which texts wait for them, where somebody else applies for a minor. */
import { describe, expect, it } from 'vitest';
import { guardianConsents, needsGuardian, signingGuardian } from '../../src/form/guardian-consents.ts';
import { programForm, resolve, validate } from '../../src/form/index.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const { definition } = programForm(exampleProgram, exampleToday);
const applied = (role: string, change: JsonObject = {}): JsonObject =>
  applyMergePatch(exampleComplete, { submitter: { role }, ...change }) as JsonObject;

describe('a guardian signs', () => {
  it.each([
    ['parent', false],
    ['legal-guardian', false],
    ['patient', false],
    ['other-family', true],
    ['home-physician', true],
    ['embassy', true],
    ['charity', true],
  ])('where %s applies: %s', (role, expected) => {
    expect(needsGuardian(definition, applied(role))).toBe(expected);
  });

  it('not for an adult, and not before it is known who applies', () => {
    expect(needsGuardian(definition, applied('embassy', { patient: { birthDate: '2001-01-01' } }))).toBe(false);
    expect(needsGuardian(definition, {})).toBe(false);
  });

  it('what only a guardian can say, and what every signer says', () => {
    const asked = guardianConsents(definition, applied('embassy'));
    const embassy = resolve(definition, applied('embassy')).fields.filter(({ applies }) => applies);
    expect(asked.map(({ id }) => id)).toContain('C3');
    expect(embassy.map(({ field }) => field.consent)).not.toContain('C3');
    expect(asked.find(({ id }) => id === 'C3')?.required).toBe(true);
    expect(asked.map(({ id }) => id)).toContain('C15');
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
  });
});

describe('the link to sign goes to', () => {
  const to = (guardians: JsonObject | unknown[]) => signingGuardian({ guardians } as JsonObject);
  const may = { hasLegalAuthority: true };
  const mail = { email: 'a@family.example' };

  it('one who may decide, before one who can be written to', () => {
    expect(to({ first: { order: 1, ...mail, primaryContact: true }, second: { order: 2, ...may } })).toBe('second');
  });

  it('of those, one who can be written to', () => {
    expect(to({ first: { order: 1, ...may, primaryContact: true }, second: { order: 2, ...may, ...mail } })).toBe(
      'second',
    );
  });

  it('of those, the first contact', () => {
    const both = { ...may, ...mail };
    expect(to({ first: { order: 1, ...both }, second: { order: 2, ...both, primaryContact: true } })).toBe('second');
  });

  it('of those, the first in order, one without an order last', () => {
    expect(to({ a: may, b: { ...may, order: 2 }, 'c/d': { ...may, order: 1 } })).toBe('c/d');
    expect(to({ a: { ...may, order: 'first' }, b: { ...may, order: 8 } })).toBe('b');
  });

  it('nobody where nobody is named', () => {
    expect(to({})).toBeUndefined();
    expect(to([])).toBeUndefined();
    expect(signingGuardian({})).toBeUndefined();
    expect(signingGuardian({ guardians: null })).toBeUndefined();
    expect(signingGuardian({ guardians: 'Sara' })).toBeUndefined();
  });
});

describe('guardians as a group', () => {
  const of = (guardians: JsonObject, role = 'embassy') =>
    validate(definition, applied(role, { guardians }), { today: exampleToday, stage: 1 })
      .filter(({ pointer }) => pointer === '/guardians')
      .map(({ code, params }) => [code, params]);
  const one = (more: JsonObject): JsonObject => ({ order: 1, name: { full: 'A' }, relationship: 'MTH', ...more });
  const reachable = { hasLegalAuthority: true, phone: { number: '+12025550123' } };

  it('are at least one where somebody else applies, and at most four', () => {
    expect(of({})).toEqual([['group.too-few', { min: 1 }]]);
    expect(of({}, 'parent')).toEqual([]);
    const five = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, one(reachable)]));
    expect(of(five)).toEqual([['group.too-many', { max: 4 }]]);
    const { e: _fifth, ...four } = five;
    expect(of(four)).toEqual([]);
  });

  it('have one who may decide, once all have said so', () => {
    const cannot = { ...reachable, hasLegalAuthority: false };
    expect(of({ a: one(cannot) })).toEqual([['guardian.authority-missing', undefined]]);
    expect(of({ a: one(cannot), b: one(reachable) })).toEqual([]);
    // One who has not said yet may be the one.
    expect(of({ a: one(cannot), b: one({ email: 'b@family.example' }) })).toEqual([]);
  });

  it('can be reached, one of them, one way or the other', () => {
    expect(of({ a: one({ hasLegalAuthority: true }) })).toEqual([['guardian.unreachable', undefined]]);
    expect(of({ a: one({ hasLegalAuthority: true, email: 'a@family.example' }) })).toEqual([]);
    expect(of({ a: one({ hasLegalAuthority: true }), b: one(reachable) })).toEqual([]);
  });

  it('have one first contact', () => {
    const first = one({ ...reachable, primaryContact: true });
    expect(of({ a: first, b: one(reachable) })).toEqual([]);
    expect(of({ a: first, b: first })).toEqual([['primary-contact.several', undefined]]);
    expect(of({ a: first, b: first }, 'parent')).toEqual([['primary-contact.several', undefined]]);
  });
});
