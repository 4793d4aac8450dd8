/**
 * The rule behind the layer table of `eslint.config.js`: who may import whom, which package has a single importer,
 * and where `import()` may stand. It only reads the table; every decision is in the table.
 */
import { dirname, join, relative, sep } from 'node:path';

const root = dirname(import.meta.dirname);

/** Folder of the table that holds a path (the longest that fits), or undefined. */
const layerOf = (path, table) =>
  Object.keys(table)
    .filter((layer) => path === layer || path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0];

/** `@scope/name` or `name` of a bare specifier. */
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const fits = (list, specifier) =>
  list.some((entry) =>
    entry.endsWith('*')
      ? specifier.startsWith(entry.slice(0, -1))
      : entry === specifier || entry === packageOf(specifier),
  );

export const layers = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: {
      layer: '{{from}} may not import {{to}}. It may import: {{may}}. (The table is in eslint.config.js.)',
      typesOnly: '{{from}} may import only types from {{to}}: write `import type`.',
      package: '{{from}} may not import the package {{to}}. It may import: {{may}}.',
      classicZod: 'Classic zod is five times as large and builds functions from strings: import `zod/mini`.',
      door: 'import() stands only in files named load.ts and in autoload.ts.',
      deep: '{{from}} uses the public entries (`rso-intake/…`), not files inside src.',
    },
  },
  create(context) {
    const { table, doors } = context.options[0];
    const path = relative(root, context.filename).split(sep).join('/');
    const from = layerOf(path, table);
    const rule = from === undefined ? undefined : table[from];

    const bare = (node, specifier) => {
      if (specifier === 'zod' || specifier.startsWith('zod/v3') || specifier === 'zod/v4') {
        context.report({ node, messageId: 'classicZod' });
      } else if (rule?.packages && !specifier.startsWith('rso-intake') && !fits(rule.packages, specifier)) {
        const may = rule.packages.join(', ') || 'none';
        context.report({ node, messageId: 'package', data: { from, to: specifier, may } });
      }
    };

    const inside = (node, target, typesOnly) => {
      const to = layerOf(target, table);
      if (to === from || to === undefined || !rule?.layers) return;
      if (rule.publicOnly && to.startsWith('src')) {
        context.report({ node, messageId: 'deep', data: { from } });
      } else if (rule.types?.includes(to)) {
        if (!typesOnly) context.report({ node, messageId: 'typesOnly', data: { from, to } });
      } else if (!rule.layers.includes(to)) {
        const may = [...rule.layers, ...(rule.types ?? []).map((layer) => `${layer} (types)`)].join(', ') || 'nothing';
        context.report({ node, messageId: 'layer', data: { from, to, may } });
      }
    };

    const check = (node, specifier, typesOnly) => {
      if (specifier.startsWith('.')) {
        inside(
          node,
          relative(root, join(dirname(context.filename), specifier))
            .split(sep)
            .join('/'),
          typesOnly,
        );
      } else if (!specifier.startsWith('/') && !specifier.startsWith('virtual:')) {
        bare(node, specifier);
      }
    };

    /** True where nothing of an import is left at run time. */
    const erased = (node) =>
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (node.specifiers?.length > 0 &&
        node.specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type'));

    const statement = (node) => {
      if (node.source) check(node.source, node.source.value, erased(node));
    };
    return {
      ImportDeclaration: statement,
      ExportNamedDeclaration: statement,
      ExportAllDeclaration: statement,
      ImportExpression(node) {
        if (path.startsWith('src/') && !doors.some((door) => path.endsWith(`/${door}`))) {
          context.report({ node, messageId: 'door' });
        }
        if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
          check(node.source, node.source.value, false);
        }
      },
      TSImportType(node) {
        const source = node.source ?? node.argument?.literal;
        if (typeof source?.value === 'string') check(node, source.value, true);
      },
    };
  },
};

/** Each heavy package has one importing file: a second importer is a second place to change. */
export const singleImporter = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: {
      importer: '{{to}} is imported by {{only}} and by no other file.',
    },
  },
  create(context) {
    const importers = context.options[0];
    const path = relative(root, context.filename).split(sep).join('/');
    if (!path.startsWith('src/')) return {};
    const check = (node, specifier) => {
      for (const [pattern, only] of Object.entries(importers)) {
        if (fits([pattern], specifier) && !only.includes(path)) {
          context.report({ node, messageId: 'importer', data: { to: specifier, only: only.join(' or ') } });
        }
      }
    };
    const statement = (node) => {
      if (node.source && node.importKind !== 'type' && node.exportKind !== 'type')
        check(node.source, node.source.value);
    };
    return {
      ImportDeclaration: statement,
      ExportNamedDeclaration: statement,
      ExportAllDeclaration: statement,
      ImportExpression: (node) => node.source.type === 'Literal' && check(node.source, String(node.source.value)),
    };
  },
};
