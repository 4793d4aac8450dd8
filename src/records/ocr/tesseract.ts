/**
 * The only file that imports Tesseract: its WebAssembly core and the English model, both from this build's own folder.
 * tesseract.js's own wrapper is left out: it starts workers of its own and fetches from a public address unless told
 * otherwise. This runs in the thread that imports it (our worker, or Node) and keeps that thread busy while it reads.
 */
import createCore, { type Core, type TessBaseAPI } from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import { gunzipSync } from 'fflate';
import type { Picture } from '../pictures/picture.ts';
import { readAsset } from '../pictures/platform.ts';

/** A word as it was read, and how sure the reading is, 0–100. */
export interface ReadWord {
  readonly text: string;
  readonly confidence: number;
}

export interface Recogniser {
  /** Lines of words, in reading order. Skewed lines are straightened first. */
  read(picture: Picture): ReadWord[][];
  /** Whether the model's English dictionary has this word. */
  knows(word: string): boolean;
}

const core = new URL('../../../node_modules/tesseract.js-core/tesseract-core-simd-lstm.wasm', import.meta.url);
const model = new URL(
  '../../../node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
  import.meta.url,
);

/** Only the engine that the integer model is for. */
const neuralOnly = 1;
const input = '/input';
/** How Tesseract is told what to expect of a page, and what it may expect. */
const segmentation = 'tessedit_pageseg_mode';
const columns = '3';
const oneBlock = '6';
const sparse = '11';
/** So few words in columns: there may be more strewn over the page (forms, charts, labels). */
const fewWords = 4;
/** Radians; less is not worth another pass. */
const leastSkew = 0.004;
const mostSkew = 0.5;

/** Portable grey map: a header and the pixels as they are. */
function greyMap({ width, height, grey }: Picture): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + grey.length);
  file.set(head);
  file.set(grey, head.length);
  return file;
}

/** Words by line from the table that Tesseract writes: level, page, block, paragraph, line, word, box, confidence, text. */
function linesOf(table: string): ReadWord[][] {
  const lines = new Map<string, ReadWord[]>();
  for (const row of table.split('\n')) {
    const cells = row.split('\t');
    const text = cells[11]?.trim() ?? '';
    if (cells[0] !== '5' || text === '') continue;
    const key = cells.slice(1, 5).join('.');
    const line = lines.get(key) ?? [];
    line.push({ text, confidence: Number(cells[10]) });
    lines.set(key, line);
  }
  return [...lines.values()];
}

function recogniser(module: Core, api: TessBaseAPI): Recogniser {
  /** Looks at the picture as one block, which shows its skew where a search for columns would lose itself. */
  const straighten = (): void => {
    api.SetVariable(segmentation, oneBlock);
    if (api.SetImageFile(1, 0) === 1) throw new TypeError('not a picture');
    api.FindLines();
    const skew = api.GetGradient();
    if (Math.abs(skew) >= leastSkew && Math.abs(skew) < mostSkew) api.SetImageFile(1, skew);
  };
  const readAs = (layout: string): ReadWord[][] => {
    api.SetVariable(segmentation, layout);
    api.Recognize(null);
    return linesOf(api.GetTSVText());
  };
  return {
    read(picture) {
      module.FS.writeFile(input, greyMap(picture));
      try {
        straighten();
        const lines = readAs(columns);
        return lines.flat().length > fewWords ? lines : readAs(sparse);
      } finally {
        api.Clear();
        module.FS.unlink(input);
      }
    },
    knows: (word) => api.IsValidWord(word) > 0,
  };
}

/** @throws where WebAssembly is not allowed or has no SIMD, where memory is short, or a file cannot be fetched. */
export async function startTesseract(): Promise<Recogniser> {
  const [wasmBinary, packed] = await Promise.all([readAsset(core), readAsset(model)]);
  const module = await createCore({ wasmBinary, print: () => undefined, printErr: () => undefined });
  // Some servers unpack `.gz` on the way.
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
  module.FS.writeFile('eng.traineddata', isPacked ? gunzipSync(packed) : packed);
  const api = new module.TessBaseAPI();
  if (api.Init(null, 'eng', neuralOnly) !== 0) throw new TypeError('the model was not taken');
  module.FS.unlink('eng.traineddata');
  // Pages come dark on white (pictures/light.ts): looking for the opposite costs a second pass over weak lines.
  api.SetVariable('tessedit_do_invert', '0');
  return recogniser(module, api);
}
