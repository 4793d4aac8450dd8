/**
 * Requests by XMLHttpRequest: the only one that streams a file from disk and reports how much of it has left.
 * tus-js-client's own stack does the same, but its `send` never settles once a request was aborted.
 */
import type { HttpRequest, HttpResponse, HttpStack } from './port.ts';

class XhrRequest implements HttpRequest {
  readonly #xhr = new XMLHttpRequest();
  readonly #method: string;
  readonly #url: string;
  readonly #headers = new Map<string, string>();
  readonly #reads: boolean;

  constructor(method: string, url: string, reads: boolean) {
    this.#reads = reads;
    this.#method = method;
    this.#url = url;
    this.#xhr.open(method, url, true);
  }

  getMethod(): string {
    return this.#method;
  }

  getURL(): string {
    return this.#url;
  }

  setHeader(name: string, value: string): void {
    this.#xhr.setRequestHeader(name, value);
    this.#headers.set(name, value);
  }

  getHeader(name: string): string | undefined {
    return this.#headers.get(name);
  }

  setProgressHandler(handler: (bytesSent: number) => void): void {
    this.#xhr.upload.onprogress = (event) => handler(event.loaded);
  }

  send(body: Blob | null = null): Promise<HttpResponse> {
    const xhr = this.#xhr;
    return new Promise((resolve, reject) => {
      xhr.onload = () => {
        resolve({
          getStatus: () => xhr.status,
          getHeader: (name) => xhr.getResponseHeader(name) ?? undefined,
          getBody: () => (this.#reads ? xhr.responseText : ''),
          getUnderlyingObject: () => null,
        });
      };
      const fail = (): void => reject(new Error('no answer'));
      xhr.onerror = fail;
      xhr.onabort = fail;
      xhr.ontimeout = fail;
      xhr.send(body);
    });
  }

  async abort(): Promise<void> {
    this.#xhr.abort();
  }

  /** Nothing: whoever had the XMLHttpRequest could read the response into an error text or a log. */
  getUnderlyingObject(): null {
    return null;
  }
}

/** For uploads: what the server says in words is nobody's to read. */
export const xhrStack: HttpStack = {
  createRequest: (method, url) => new XhrRequest(method, url, false),
  getName: () => 'rso',
};

/** For whoever needs what the answer says. */
export const readingXhrStack: HttpStack = {
  createRequest: (method, url) => new XhrRequest(method, url, true),
  getName: () => 'rso',
};
