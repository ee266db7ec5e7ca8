import { type QuestionWire } from '@ingrid/contract';
import { newKey } from '../../api/client';

/** A question while it is edited: the options as lines of text. */
export interface QuestionDraft {
  key: string;
  label: string;
  kind: 'text' | 'choice';
  options: string;
  required: boolean;
}

/** A key of its own, never used before: the answers of old reports must not come to stand under a new question. */
export function newQuestion(): QuestionDraft {
  const key = `q${newKey().replaceAll('-', '').slice(0, 10)}`;
  return { key, label: '', kind: 'text', options: '', required: false };
}

export function draftOf({ key, label, kind, choices, required }: QuestionWire): QuestionDraft {
  return { key, label, kind, options: (choices ?? []).join('\n'), required };
}

export function questionOf({ key, label, kind, options, required }: QuestionDraft): QuestionWire {
  const choices = [...new Set(options.split(/\r?\n/).map((line) => line.trim()))].filter(Boolean);
  return { key, label: label.trim(), kind, ...(kind === 'choice' ? { choices } : {}), required };
}

/** A list in which the item at `from` stands one place up (-1) or down (1); unchanged at the ends. */
export function shifted<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const to = from + by;
  const copy = [...list];
  const [item] = copy.splice(from, 1);
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  copy.splice(to, 0, item);
  return copy;
}
