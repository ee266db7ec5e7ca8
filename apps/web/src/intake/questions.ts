import { type CategoryWire, type QuestionWire } from '@ingrid/contract';
import { ProblemError } from '../api/problem';

export const ANSWER_MISSING = 'incidents.answer_missing';

export type Answers = Record<string, string>;

/** What a category asks for in addition; nothing where no category is known yet. */
export function questionsOf(tree: readonly CategoryWire[], code: string | null): QuestionWire[] {
  for (const node of code === null ? [] : tree) {
    if (node.code === code) return node.questions;
    const below = questionsOf(node.children, code);
    if (below.length > 0) return below;
  }
  return [];
}

/** Keys of the mandatory questions that have no answer yet. */
export function unanswered(questions: readonly QuestionWire[], answers: Answers): string[] {
  return questions
    .filter(({ key, required }) => required && (answers[key] ?? '').trim() === '')
    .map(({ key }) => key);
}

/** Only what this category asks and somebody answered: an answer given before the kind was changed stays behind. */
export function answersFor(questions: readonly QuestionWire[], answers: Answers): Answers {
  return Object.fromEntries(
    questions
      .map(({ key }): [string, string] => [key, (answers[key] ?? '').trim()])
      .filter(([, answer]) => answer !== ''),
  );
}

/**
 * The questions a server missed (`incidents.answer_missing`), by key; null for any other fault. The server names them
 * by their label, and may ask what this page, fetched before a change of the categories, does not know: then the list
 * is empty.
 */
export function missedBy(error: unknown, questions: readonly QuestionWire[]): string[] | null {
  if (!(error instanceof ProblemError) || error.code !== ANSWER_MISSING) return null;
  const labels = error.details['questions'];
  const named = new Set(Array.isArray(labels) ? labels.map(String) : []);
  return questions.filter(({ label }) => named.has(label)).map(({ key }) => key);
}
