export * from '../../fixtures/session.ts';
