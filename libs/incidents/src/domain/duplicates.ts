import { type Language } from '@ingrid/kernel';
import { metresBetween, type Point } from './cells.js';
import { bigramsOf, likenessOfTexts } from './texts.js';

export interface DuplicateCandidate {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly state: string;
  readonly categoryCode: string | null;
  readonly location: Point;
  readonly reportedAt: Date;
}

export interface DuplicateQuestion {
  readonly text: string;
  readonly categoryCode: string | null;
  readonly location: Point;
  readonly now: Date;
  /** Distance within which two matters of this kind may be one. */
  readonly metres: number;
  readonly language: Language;
}

export interface Likely {
  readonly candidate: DuplicateCandidate;
  readonly metres: number;
  readonly likeness: number;
  readonly reasons: string[];
}

const LEAST = 0.45;
const MOST_SHOWN = 5;
const DAY = 86_400_000;
const WEIGHTS = { near: 0.35, kind: 0.3, words: 0.35 } as const;
const SIMILAR_WORDS = 0.35;

/** Near, same kind, similar words, recent: how likely each candidate is the same matter, with the reasons in words. */
export function likelyDuplicates(
  question: DuplicateQuestion,
  candidates: readonly DuplicateCandidate[],
): Likely[] {
  const pairs = bigramsOf(question.text);
  return candidates
    .map((candidate) => judge(question, pairs, candidate))
    .filter((likely) => likely.likeness >= LEAST && likely.metres <= question.metres)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_SHOWN);
}

function judge(
  question: DuplicateQuestion,
  pairs: ReadonlySet<number>,
  candidate: DuplicateCandidate,
): Likely {
  const metres = metresBetween(question.location, candidate.location);
  const near = Math.max(0, 1 - metres / question.metres);
  const kind = likenessOfKind(question.categoryCode, candidate.categoryCode);
  const words = likenessOfTexts(pairs, bigramsOf(textOf(candidate)));
  const days = Math.max(0, (question.now.getTime() - candidate.reportedAt.getTime()) / DAY);
  const sum = WEIGHTS.near * near + WEIGHTS.kind * kind + WEIGHTS.words * Math.min(1, words * 1.5);
  return {
    candidate,
    metres: Math.round(metres),
    likeness: Math.round(sum * 100) / 100,
    reasons: reasonsFor({ metres, kind, words, days }, question.language),
  };
}

/** A title that is only the beginning of the description says nothing more. */
function textOf({ title, description }: DuplicateCandidate): string {
  return description.startsWith(title.replace(/…$/, '')) ? description : `${title}。${description}`;
}

/** Same minor class 1, same major class a half; without a category on one side nothing speaks for or against. */
function likenessOfKind(a: string | null, b: string | null): number {
  if (a === null || b === null) return 0.5;
  if (a === b) return 1;
  return a.split('.')[0] === b.split('.')[0] ? 0.5 : 0;
}

function reasonsFor(
  found: { metres: number; kind: number; words: number; days: number },
  language: Language,
): string[] {
  const zh = language === 'zh';
  const metres = String(Math.max(1, Math.round(found.metres)));
  const days = Math.floor(found.days);
  const reasons = [zh ? `相距 ${metres} 米` : `${metres} m away`];
  if (found.kind === 1) reasons.push(zh ? '同一类别' : 'same category');
  if (found.words >= SIMILAR_WORDS) reasons.push(zh ? '描述相近' : 'similar words');
  if (days < 1) reasons.push(zh ? '今天上报' : 'reported today');
  else reasons.push(zh ? `${String(days)} 天前上报` : `reported ${String(days)} day(s) ago`);
  return reasons;
}
