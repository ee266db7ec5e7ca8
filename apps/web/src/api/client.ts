import { NetworkError, problemOf, ProblemError } from './problem';

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface ClientSettings {
  /** Where `/api/v1` hangs; '' is the same origin. */
  base: string;
  language: () => string;
  csrf: () => string | null;
  /** Called when a session is no longer valid, once per answer. */
  onSignedOut: () => void;
  /** Called when the CSRF value is refused; resolves when a new one was fetched. */
  renewCsrf: () => Promise<void>;
  wait: (ms: number) => Promise<void>;
}

export interface WriteOptions {
  /** Idempotency key; made here when absent, so that a retry by hand needs its own. */
  key?: string;
  signal?: AbortSignal;
  /**
   * `person`: somebody's own work, refused with 401 when the session has ended, never taken as a stranger's.
   * `nobody`: sent without session, whoever is logged in. Absent: as whoever is logged in.
   */
  as?: 'person' | 'nobody';
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

// Not the right value, so the server asks for it where there is a session and answers 401 where there is none.
const UNKNOWN_CSRF = 'unknown';
const READ_PAUSES_MS = [300, 900];

/** Words that belong in a URL: empty values are left out, so that links stay short. */
export function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** An id for what is sent, usable where `crypto.randomUUID` is not (plain http on a LAN address). */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The one place that calls `fetch`. Reads are tried again by themselves, writes never without the same key. */
export class ApiClient {
  private readonly settings: ClientSettings;

  constructor(settings: ClientSettings) {
    this.settings = settings;
  }

  /** Reads; tries again twice when the network or the server stumbles. */
  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    const url = path + queryString(query);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.once<T>('GET', url, undefined, signal ? { signal } : {});
      } catch (error) {
        const pause = READ_PAUSES_MS[attempt];
        if (pause === undefined || signal?.aborted || !isStumble(error)) throw error;
        await this.settings.wait(pause);
      }
    }
  }

  post<T>(path: string, body?: unknown, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('POST', path, body, { key: newKey(), ...options });
  }

  put<T>(path: string, body?: unknown, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('PUT', path, body, options);
  }

  patch<T>(path: string, body?: unknown, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('PATCH', path, body, options);
  }

  delete(path: string, options: WriteOptions = {}): Promise<void> {
    return this.write('DELETE', path, undefined, options);
  }

  /** Sends a file with fields beside it as multipart/form-data. */
  upload<T>(path: string, form: FormData, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('POST', path, form, { key: newKey(), ...options });
  }

  private async write<T>(
    method: Method,
    path: string,
    body: unknown,
    options: WriteOptions,
  ): Promise<T> {
    try {
      return await this.once<T>(method, path, body, options);
    } catch (error) {
      if (!(error instanceof ProblemError) || !/csrf/i.test(error.code)) throw error;
      await this.settings.renewCsrf();
      return this.once<T>(method, path, body, options);
    }
  }

  private headers(method: Method, body: unknown, options: WriteOptions): Headers {
    const headers = new Headers({
      accept: 'application/json',
      'accept-language': this.settings.language(),
    });
    if (body !== undefined && !isForm(body)) headers.set('content-type', 'application/json');
    const csrf = this.settings.csrf() ?? (options.as === 'person' ? UNKNOWN_CSRF : null);
    if (method !== 'GET' && options.as !== 'nobody' && csrf) headers.set('x-csrf-token', csrf);
    if (options.key) headers.set('idempotency-key', options.key);
    return headers;
  }

  private async once<T>(
    method: Method,
    path: string,
    body: unknown,
    options: WriteOptions,
  ): Promise<T> {
    const init: RequestInit = {
      method,
      headers: this.headers(method, body, options),
      credentials: options.as === 'nobody' ? 'omit' : 'same-origin',
    };
    if (body !== undefined) init.body = isForm(body) ? body : JSON.stringify(body);
    if (options.signal) init.signal = options.signal;
    let response: Response;
    try {
      response = await fetch(`${this.settings.base}/api/v1${path}`, init);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new NetworkError(error);
    }
    if (!response.ok) {
      const problem = await problemOf(response);
      if (response.status === 401) this.settings.onSignedOut();
      throw problem;
    }
    return this.bodyOf<T>(response);
  }

  private async bodyOf<T>(response: Response): Promise<T> {
    // The wire is the server's promise (contract snapshots hold it to that); it is not checked again here.
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (error) {
      throw new NetworkError(error);
    }
  }
}

function isForm(body: unknown): body is FormData {
  return typeof FormData !== 'undefined' && body instanceof FormData;
}

function isStumble(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return error instanceof ProblemError && [502, 503, 504].includes(error.status);
}
