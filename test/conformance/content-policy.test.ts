import { describe, expect, it } from 'vitest';
import { comparePolicy } from '../../src/conformance/content-policy.ts';

const page = new URL('https://hospital.example/second-opinion');
const base = new URL('https://intake.example/rso/v1');
const blocked = (policy: string) => comparePolicy(policy, page, base).map(({ directive }) => directive);

describe('what a page’s content policy blocks', () => {
  it('is nothing under the policy that the elements promise to live with', () => {
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' https://intake.example; " +
      "img-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
      "require-trusted-types-for 'script'; trusted-types lit-html rso";
    expect(blocked(policy)).toEqual([]);
  });

  it('is the backend, where only the page itself may be called', () => {
    const [first] = comparePolicy("connect-src 'self'", page, base);
    expect(first).toEqual({ directive: 'connect-src', needs: 'https://intake.example' });
  });

  it('is everything under a bare default-src none', () => {
    expect(blocked("default-src 'none'")).toEqual(['default-src', 'default-src', 'default-src', 'default-src']);
  });

  it('is the worker, where only child-src speaks of it', () => {
    expect(blocked("child-src https://videos.example; script-src 'self'")).toEqual(['child-src']);
  });

  it('names the Trusted Types policy that is missing', () => {
    expect(comparePolicy('trusted-types lit-html', page, base)).toEqual([{ directive: 'trusted-types', needs: 'rso' }]);
    expect(blocked('trusted-types *')).toEqual([]);
  });

  it.each([
    ['https:', true],
    ['*', true],
    ['*.example', true],
    ['intake.example', true],
    ['https://intake.example/rso/', true],
    ['https://intake.example:8443', false],
    ['http://intake.example', true],
    ['wss://intake.example', false],
    ['*.intake.example', false],
    ["'none'", false],
  ])('reads connect-src %s as a browser does', (source, passes) => {
    expect(blocked(`connect-src ${source}`)).toEqual(passes ? [] : ['connect-src']);
  });

  it('takes the first of two directives of one name', () => {
    expect(blocked("connect-src *; connect-src 'none'")).toEqual([]);
  });
});
