import { type CategoryWire } from '@ingrid/contract';

export interface AnswerInWords {
  key: string;
  question: string;
  answer: string;
}

/**
 * The answers of a report beside the words of their questions. Where the office changed the category afterwards, the
 * question is looked for in the other categories; one that nobody asks any more keeps its key.
 */
export function answersInWords(
  answers: Readonly<Record<string, string>>,
  categoryCode: string | null,
  categories: ReadonlyMap<string, CategoryWire>,
): AnswerInWords[] {
  const own = categoryCode === null ? undefined : categories.get(categoryCode);
  const asked = [...(own ? [own] : []), ...categories.values()].flatMap((each) => each.questions);
  return Object.entries(answers).map(([key, answer]) => ({
    key,
    question: asked.find((question) => question.key === key)?.label ?? key,
    answer,
  }));
}
