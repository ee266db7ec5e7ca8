/** What a request answered; `body` is the parsed JSON or the text. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A small HTTP client that speaks as one person. */
export class TestClient {
  constructor(
    private readonly address: string,
    readonly token: string | null = null,
  ) {}

  withToken(token: string): TestClient {
    return new TestClient(this.address, token);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  patch(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  async upload(
    path: string,
    file: { name: string; type: string; bytes: Uint8Array },
    fields: Record<string, string> = {},
  ): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    const response = await fetch(this.url(path), {
      method: 'POST',
      body: form,
      headers: this.headers({}),
    });
    return read(response);
  }

  private async send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.url(path), {
      method,
      ...json,
      headers: this.headers({ ...type, ...headers }),
    });
    return read(response);
  }

  private headers(more: Record<string, string>): Record<string, string> {
    return { ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }), ...more };
  }

  private url(path: string): string {
    const full =
      path.startsWith('/api') || /^\/(healthz|readyz|metrics)/.test(path) ? path : `/api/v1${path}`;
    return `${this.address}${full}`;
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}
