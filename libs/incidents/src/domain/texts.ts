const NO_LETTERS = /[^\p{L}\p{N}]+/gu;
const TITLE_LENGTH = 30;

/** Letters and digits of a text in one form: what remains when people write the same thing differently. */
export function lettersOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(NO_LETTERS, '');
}

/**
 * Pairs of neighbouring characters, each as a number: works for Chinese, which has no spaces, and well enough for the rest.
 * Counted in UTF-16 units; the rare characters that take two only make more pairs.
 */
export function bigramsOf(text: string): Set<number> {
  const letters = lettersOf(text);
  const pairs = new Set<number>();
  for (let i = 1; i < letters.length; i += 1)
    pairs.add(letters.charCodeAt(i - 1) * 0x1_00_00 + letters.charCodeAt(i));
  return pairs;
}

/** 0..1: share of pairs that both texts have (Dice), leaning towards the shorter one so that a long story still matches. */
export function likenessOfTexts(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const pair of small) if (large.has(pair)) common += 1;
  const dice = (2 * common) / (a.size + b.size);
  const contained = common / small.size;
  return (dice + contained) / 2;
}

/** A title for a report that came without one: its first sentence, cut at a sensible place. */
export function titleFrom(description: string): string {
  const [first = ''] = description.trim().split(/[\n。！？!?；;]/u, 1);
  const sentence = first.trim() === '' ? description.trim() : first.trim();
  const characters = Array.from(sentence);
  if (characters.length <= TITLE_LENGTH) return sentence;
  return `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

const PHONE =
  /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g;
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/g;

/** Removes numbers that point to a person before a text is shown to the public. */
export function withoutNumbers(text: string): string {
  return text.replace(ID_NUMBER, '…').replace(PHONE, '…');
}
