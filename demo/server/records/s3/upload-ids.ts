/**
 * The ids that S3 gave to uploads, so that not every request asks for them again. They never change; whether an upload is
 * still there is asked of the service every time, so what another process removed is not believed to be here.
 */
import type { MetadataValue } from '@tus/s3-store';

const MOST = 1_000;

export class UploadIds {
  readonly #known = new Map<string, MetadataValue>();

  async get(id: string): Promise<MetadataValue | undefined> {
    return this.#known.get(id);
  }

  async set(id: string, value: MetadataValue): Promise<void> {
    this.#known.set(id, value);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }

  async delete(id: string): Promise<void> {
    this.#known.delete(id);
  }
}
