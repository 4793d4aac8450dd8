/** Whether stored bytes are harmful: the port, and what stands there while no virus scanner is named. */

export interface Scanner {
  /**
   * @param read opens the bytes, from the first one.
   * @throws ScannerAway where nobody can say: the record waits.
   */
  isHarmful(read: () => AsyncIterable<Uint8Array>): Promise<boolean>;
  /** Lets go of what is under way. */
  close(): Promise<void>;
}

/** The scanner does not answer, or does not do its work. Says nothing of the bytes: they wait, and are tried again. */
export class ScannerAway extends Error {
  override readonly name = 'ScannerAway';
}

/** The industry's test string for scanners, in two halves so that no scanner stops at this file. */
const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 'latin1');

/** Knows the test string and nothing else, also where it was cut between two pieces. */
export const testStringScanner: Scanner = {
  async isHarmful(read) {
    let tail = Buffer.alloc(0);
    for await (const bytes of read()) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (piece.includes(EICAR) || Buffer.concat([tail, piece.subarray(0, EICAR.length)]).includes(EICAR)) return true;
      tail = Buffer.from(Buffer.concat([tail, piece.subarray(-EICAR.length)]).subarray(-EICAR.length));
    }
    return false;
  },
  async close() {},
};
