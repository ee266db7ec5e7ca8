import { setTimeout as pause } from 'node:timers/promises';

interface ProblemBody {
  readonly code: string;
  readonly detail: string;
}

/** A refusal by the server: the step of the journey that met it decides whether that is an end. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(what);
  }
}

const TRIES = 4;
const AGAIN_AFTER_MS = 400;

/** One person's way to the server; retries what a busy server puts off. */
export class Api {
  constructor(
    readonly address: string,
    readonly token: string | null = null,
    readonly language: 'zh' | 'en' = 'zh',
  ) {}

  /** @throws Refused */
  async logIn(login: string, password: string): Promise<{ api: Api; personId: string }> {
    const session = await this.post<{ token: string; person: { id: string } }>('/sessions', {
      login,
      password,
    });
    return {
      api: new Api(this.address, session.token, this.language),
      personId: session.person.id,
    };
  }

  /** The same server without a session. */
  anonymous(): Api {
    return new Api(this.address, null, this.language);
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.ask<T>('POST', path, { json: body, ...(key === undefined ? {} : { key }) });
  }

  upload<T>(
    path: string,
    file: { name: string; bytes: Uint8Array | string; type?: string },
  ): Promise<T> {
    const form = (): FormData => {
      const made = new FormData();
      const bytes = typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes);
      made.append(
        'file',
        new Blob([bytes], { type: file.type ?? 'application/octet-stream' }),
        file.name,
      );
      return made;
    };
    return this.ask<T>('POST', path, { form });
  }

  private async ask<T>(method: string, path: string, sent: Sent = {}): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      const response = await this.send(method, path, sent);
      const text = await response.text();
      // The journey reads the answers of our own routes.
      if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      const isBusy = response.status === 429 || response.status === 503;
      if (!isBusy || tried >= TRIES) throw refusal(response.status, `${method} ${path}`, text);
      await pause(AGAIN_AFTER_MS * tried);
    }
  }

  private send(method: string, path: string, sent: Sent): Promise<Response> {
    return fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: this.headers(sent),
      body: sent.form?.() ?? (sent.json === undefined ? null : JSON.stringify(sent.json)),
    });
  }

  private headers({ json, key }: Sent): Record<string, string> {
    return {
      'accept-language': this.language,
      ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
  }
}

interface Sent {
  readonly json?: unknown;
  /** Made anew for every try. */
  readonly form?: () => FormData;
  readonly key?: string;
}

function refusal(status: number, what: string, text: string): Refused {
  let problem: ProblemBody = { code: 'unknown', detail: text.slice(0, 200) };
  try {
    problem = { ...problem, ...(JSON.parse(text) as ProblemBody) };
  } catch {
    // Not a problem document: the text itself is told.
  }
  return new Refused(status, problem.code, `${what}: ${status} ${problem.code} ${problem.detail}`);
}
