/** What is drawn on a page besides readable text: pictures, invisible letters, lines. */
import { OPS, type PDFPageProxy } from './pdfjs.ts';

export interface Marks {
  /** Area of all pictures as a share of the page; over 1 where they overlap. */
  readonly pictureShare: number;
  /** Letters drawn, readable or not. */
  readonly glyphs: number;
  /** Nearly every letter is drawn invisibly or under a picture, as recognition programs do with a scan. */
  readonly invisibleText: boolean;
  /** Anything at all is drawn. */
  readonly painted: boolean;
}

type Matrix = readonly [number, number, number, number, number, number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const pictures = new Set<number>([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintInlineImageXObjectGroup,
]);
const invisibleMode = 3;
const white = '#ffffff';
/** A picture that covers this share of the page hides what was drawn before it. */
const hides = 0.45;

function times(one: Matrix, other: Matrix): Matrix {
  return [
    one[0] * other[0] + one[2] * other[1],
    one[1] * other[0] + one[3] * other[1],
    one[0] * other[2] + one[2] * other[3],
    one[1] * other[2] + one[3] * other[3],
    one[0] * other[4] + one[2] * other[5] + one[4],
    one[1] * other[4] + one[3] * other[5] + one[5],
  ];
}

const matrixOf = (value: unknown): Matrix =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && (value as ArrayLike<number>).length === 6
    ? (Array.from(value as ArrayLike<number>) as unknown as Matrix)
    : identity;

/** Reads the page's list of drawing operations. */
export async function marksOf(page: PDFPageProxy): Promise<Marks> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const [x1 = 0, y1 = 0, x2 = 612, y2 = 792] = page.view;
  const area = Math.max(1, Math.abs((x2 - x1) * (y2 - y1)));
  const stack: { matrix: Matrix; mode: number; fill: unknown }[] = [];
  let matrix = identity;
  let mode = 0;
  let fill: unknown = '#000000';
  let pictured = 0;
  let glyphs = 0;
  let hidden = 0;
  let painted = false;
  for (const [index, operation] of fnArray.entries()) {
    const given = argsArray[index] as readonly unknown[] | null;
    if (operation === OPS.save || operation === OPS.paintFormXObjectBegin) {
      stack.push({ matrix, mode, fill });
      if (operation === OPS.paintFormXObjectBegin) matrix = times(matrix, matrixOf(given?.[0]));
    } else if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) {
      ({ matrix, mode, fill } = stack.pop() ?? { matrix, mode, fill });
    } else if (operation === OPS.transform) matrix = times(matrix, matrixOf(given));
    else if (operation === OPS.setTextRenderingMode) mode = Number(given?.[0] ?? 0);
    else if (operation === OPS.setFillRGBColor) fill = given?.[0];
    else if (operation === OPS.showText) {
      const shown = Array.isArray(given?.[0]) ? given[0].length : 0;
      glyphs += shown;
      // White letters over a scan are as invisible as those that are not painted at all.
      if (mode === invisibleMode || fill === white) hidden += shown;
    } else if (pictures.has(operation)) {
      const covered = Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);
      pictured += covered;
      if (covered > hides * area) hidden = glyphs;
    } else if (operation === OPS.constructPath || operation === OPS.shadingFill || operation === OPS.stroke)
      painted = true;
  }
  return {
    pictureShare: pictured / area,
    glyphs,
    invisibleText: glyphs > 0 && hidden > glyphs * 0.9,
    painted: painted || pictured > 0,
  };
}
