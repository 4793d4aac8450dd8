/** XMLHttpRequest's part in Node: streams a Blob, tells its progress, can be aborted. */
import http from 'node:http';
import { writeTo } from '../chaos/flow.ts';
import type { HttpRequest, HttpResponse, HttpStack } from '../../src/transfer/index.ts';

class NodeRequest implements HttpRequest {
  readonly #method: string;
  readonly #url: string;
  readonly #headers = new Map<string, string>();
  #progress: (bytesSent: number) => void = () => undefined;
  #request: http.ClientRequest | undefined;

  constructor(method: string, url: string) {
    this.#method = method;
    this.#url = url;
  }

  getMethod = (): string => this.#method;
  getURL = (): string => this.#url;
  setHeader = (name: string, value: string): void => void this.#headers.set(name, value);
  getHeader = (name: string): string | undefined => this.#headers.get(name);
  setProgressHandler = (handler: (bytesSent: number) => void): void => void (this.#progress = handler);
  getUnderlyingObject = (): null => null;
  abort = async (): Promise<void> => void this.#request?.destroy(new Error('aborted'));

  send(body: Blob | null = null): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const headers = { ...Object.fromEntries(this.#headers), 'Content-Length': String(body?.size ?? 0) };
      const request = http.request(this.#url, { method: this.#method, headers, agent: false });
      this.#request = request;
      request.on('error', reject);
      request.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => void (text += piece));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            getStatus: () => answer.statusCode ?? 0,
            getHeader: (name) => {
              const value = answer.headers[name.toLowerCase()];
              return Array.isArray(value) ? value[0] : value;
            },
            getBody: () => text,
            getUnderlyingObject: () => null,
          }),
        );
      });
      this.#write(request, body).catch((error: unknown) => request.destroy(error as Error));
    });
  }

  async #write(request: http.ClientRequest, body: Blob | null): Promise<void> {
    let sent = 0;
    if (body) {
      for await (const piece of body.stream()) {
        if (request.destroyed) return;
        await writeTo(request, piece);
        sent += piece.length;
        this.#progress(sent);
      }
    }
    request.end();
  }
}

export const nodeStack: HttpStack = {
  createRequest: (method, url) => new NodeRequest(method, url),
  getName: () => 'node',
};
