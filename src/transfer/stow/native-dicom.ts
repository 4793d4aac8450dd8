/**
 * DICOM XML, the Native DICOM Model (PS3.19 A.1), as the DICOM JSON that says the same. A reader of its own: the browser's
 * needs a policy of its own under Trusted Types, and there is none in Node. It takes what such an answer consists of; a
 * document with a DTD, or one that is not well formed, is none.
 */

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

/** DICOM JSON (PS3.18 F.2): by tag, as far as values are texts and items. */
export type DataSet = Readonly<Record<string, { readonly Value: readonly (string | DataSet)[] }>>;

const entities = new Map(Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }));

/** Prefixes differ from server to server; the names behind them do not. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** @throws where a reference stands for nothing */
function plain(text: string): string {
  const reference = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));|&/giu;
  return text.replace(reference, (_, decimal?: string, hex?: string, name = '') => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    const known = entities.get(String(name));
    if (known === undefined) throw new SyntaxError('entity');
    return known;
  });
}

/** The place behind the next `end`. */
function upTo(text: string, at: number, end: string): number {
  const found = text.indexOf(end, at);
  if (found < 0) throw new SyntaxError(`no ${end}`);
  return found + end.length;
}

function elementOf(tag: string): Element {
  const name = /^[^\s/]+/u.exec(tag)?.[0] ?? '';
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of tag.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu))
    attributes.set(localName(key), plain(double ?? single ?? ''));
  return { name, attributes, children: [], text: '' };
}

/** @returns the root. @throws where it is not well formed */
function read(document: string): Element {
  const top: Element = { name: '', attributes: new Map(), children: [], text: '' };
  const open: [Element, ...Element[]] = [top];
  for (let at = 0; at < document.length;) {
    const [current] = open;
    const tag = document.indexOf('<', at);
    const end = tag < 0 ? document.length : tag;
    current.text += plain(document.slice(at, end));
    if (tag < 0) break;
    if (document.startsWith('<!--', tag)) at = upTo(document, tag, '-->');
    else if (document.startsWith('<?', tag)) at = upTo(document, tag, '?>');
    else if (document.startsWith('<![CDATA[', tag)) {
      at = upTo(document, tag, ']]>');
      current.text += document.slice(tag + '<![CDATA['.length, at - ']]>'.length);
    } else if (document.startsWith('<!', tag)) throw new SyntaxError('a DTD');
    else {
      at = upTo(document, tag, '>');
      const inside = document.slice(tag + 1, at - 1);
      if (inside.startsWith('/')) {
        open.shift();
        if (current.name !== inside.slice(1).trim() || open.length === 0) throw new SyntaxError('nesting');
        continue;
      }
      const element = elementOf(inside);
      current.children.push(element);
      if (!inside.endsWith('/')) open.unshift(element);
    }
  }
  const [root, ...others] = top.children;
  if (open.length > 1 || !root || others.length > 0 || top.text.trim() !== '') throw new SyntaxError('no one root');
  return root;
}

const childrenOf = ({ children }: Element, wanted: string): readonly Element[] =>
  children.filter(({ name }) => localName(name) === wanted);

function dataSetOf(element: Element): DataSet {
  const attributes = childrenOf(element, 'DicomAttribute').map((attribute) => {
    const items = childrenOf(attribute, 'Item').map(dataSetOf);
    const values = childrenOf(attribute, 'Value').map(({ text }) => text.trim());
    return [attribute.attributes.get('tag')?.toUpperCase() ?? '', { Value: [...items, ...values] }] as const;
  });
  return Object.fromEntries(attributes);
}

/** @throws where it is no Native DICOM Model */
export function readNativeDicom(document: string): DataSet {
  const root = read(document);
  if (localName(root.name) !== 'NativeDicomModel') throw new SyntaxError('no data set');
  return dataSetOf(root);
}
