/** Questionnaires of `../shared/data`, as the browsers' test server gives them out; an empty list where there are none. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

const folder = new URL('../../../../shared/data/questionnaires/', import.meta.url);

interface Context {
  readonly path: string;
  body?: unknown;
}

/** Middleware for @web/test-runner (koa): `/published-questionnaires` is `[[name, questionnaire], …]`. */
export function publishedQuestionnaires(): (context: Context, next: () => Promise<void>) => Promise<void> {
  const there = existsSync(folder);
  if (!there && process.env['CI']) throw new Error('questionnaires are missing: ../shared/data/questionnaires');
  return async (context, next) => {
    if (context.path !== '/published-questionnaires') return next();
    const names = there ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
    context.body = names.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown]);
  };
}
