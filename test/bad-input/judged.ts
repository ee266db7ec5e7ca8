import { type Answer } from '@ingrid/testing';

/** An answer as a test compares it. */
export interface Judged {
  readonly status: number;
  readonly code: string | undefined;
  readonly isProblem: boolean;
}

export function judged({ status, headers, body }: Answer): Judged {
  const { code, detail } = body as { code?: string; detail?: string }; // of a problem
  const isTyped = (headers.get('content-type') ?? '').startsWith('application/problem+json');
  return { status, code, isProblem: isTyped && Boolean(detail) };
}
