/** The two languages in which the platform speaks to people. */
export type Language = 'zh' | 'en';

export type ProblemDetails = Record<string, unknown>;

/**
 * An expected refusal: something a user or a program can cause. It carries a stable `code`, the HTTP status,
 * one plain sentence per language and typed details that are safe to show. Programming mistakes stay plain errors.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: string,
    readonly status: number,
    readonly details: ProblemDetails,
    private readonly words: Record<Language, string>,
    /** Seconds after which a retry makes sense; becomes the Retry-After header. */
    readonly retryAfterSeconds?: number,
  ) {
    super(words.en);
  }

  say(language: Language): string {
    return this.words[language];
  }

  /** What the answer carries; a problem whose details hold words says them in the caller's language. */
  detailsIn(_language: Language): ProblemDetails {
    return this.details;
  }
}

export interface ProblemKind<D extends ProblemDetails> {
  (details: D): Problem;
  readonly code: string;
  readonly status: number;
}

/** One way of refusing as it was declared; the sentences are those of some details. */
export interface DeclaredProblem {
  readonly status: number;
  say(language: Language, details: ProblemDetails): string;
}

const catalogue = new Map<string, DeclaredProblem>();

/**
 * Declares one way a module refuses. The declaration is the documentation: `docs/problems.md` is written from it.
 * Details may carry `retryAfterSeconds` (a number), which also becomes the Retry-After header.
 */
export function problem<D extends ProblemDetails = Record<string, never>>(
  code: string,
  status: number,
  zh: (details: D) => string,
  en: (details: D) => string,
): ProblemKind<D> {
  const words = { zh, en };
  // Kinds with different details stand side by side; only the page that lists them says them.
  catalogue.set(code, { status, say: (language, details) => words[language](details as D) });
  const make = (details: D): Problem => {
    const retry = details['retryAfterSeconds'];
    return new Problem(
      code,
      status,
      details,
      { zh: zh(details), en: en(details) },
      typeof retry === 'number' ? retry : undefined,
    );
  };
  return Object.assign(make, { code, status });
}

/** Every problem declared in the running program, by code. */
export function problemCatalogue(): ReadonlyMap<string, DeclaredProblem> {
  return catalogue;
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}
