/** Pages per second of CPU: the whole check beside pdf.js text extraction alone, on the same files in the same run. */
import { check } from '../../../src/records/engine.ts';
import { loadPdfReader } from '../../../src/records/load.ts';
import { openPdf } from '../../../src/records/pdf/pdfjs.ts';
import { byteSource } from '../../../src/records/source.ts';
import { englishPdf } from '../../fixtures/records.ts';

export interface Speed {
  readonly check: number;
  readonly extraction: number;
}

async function extract(bytes: Uint8Array): Promise<void> {
  const { document, close } = await openPdf(byteSource(bytes));
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    await page.getTextContent();
    page.cleanup();
  }
  await close();
}

async function cpuSeconds(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Medians of `rounds` alternating runs over a record of `pages` pages. */
export async function measureSpeed(pages: number, rounds: number): Promise<Speed> {
  const bytes = await englishPdf(pages);
  await loadPdfReader();
  await extract(bytes);
  await check(bytes);
  const alone: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await cpuSeconds(() => extract(bytes)));
    whole.push(await cpuSeconds(() => check(bytes)));
  }
  const median = (all: number[]): number => all.sort((one, other) => one - other)[Math.floor(all.length / 2)] as number;
  return { check: pages / median(whole), extraction: pages / median(alone) };
}
