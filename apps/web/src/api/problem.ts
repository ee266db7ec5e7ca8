import { type ProblemWire } from '@ingrid/contract';

/** The server refused and said why, in the reader's language. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;
  readonly reference: string;

  constructor(problem: Partial<ProblemWire> & { status: number }) {
    super(problem.detail ?? problem.title ?? '');
    this.name = 'ProblemError';
    this.code = problem.code ?? `http.${problem.status}`;
    this.status = problem.status;
    this.details = problem.details ?? {};
    this.reference = problem.reference ?? '';
  }
}

/** The request did not reach the server or its answer did not reach us; nobody knows which. */
export class NetworkError extends Error {
  constructor(cause?: unknown) {
    super('network', { cause });
    this.name = 'NetworkError';
  }
}

/** Reads a problem document from an answer that was not a success; a proxy's HTML page becomes a bare status. */
export async function problemOf(response: Response): Promise<ProblemError> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null) {
      return new ProblemError({ ...(body as Partial<ProblemWire>), status: response.status });
    }
  } catch {
    // Not JSON: the status alone has to say it.
  }
  return new ProblemError({ status: response.status });
}

/** Worth another try later without changing anything: the network, a server that restarts, too many at once. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return (
    error instanceof ProblemError &&
    (error.status >= 500 || error.status === 429 || error.status === 408)
  );
}
