import { lettersOf } from './texts.js';

/** Why a report is looked at by a person before it is shown. Codes are stable; words are for the moderator. */
export const SUSPICIONS = {
  many_from_address: { zh: '同一网络地址短时间内上报较多', en: 'many reports from one address' },
  many_from_phone: { zh: '同一电话短时间内上报较多', en: 'many reports with one phone number' },
  many_from_device: { zh: '同一设备短时间内上报较多', en: 'many reports from one device' },
  repeated_text: { zh: '相同内容反复上报', en: 'the same text again and again' },
  links: { zh: '内容含有多个网址', en: 'several links in the text' },
  no_words: { zh: '内容没有实际文字', en: 'no real words in the text' },
} as const;

export type Suspicion = keyof typeof SUSPICIONS;

const LINK = /(https?:\/\/|www\.)\S+/gi;
const MOST_LINKS = 1;
const FEWEST_LETTERS = 2;

/** What the text alone says against it. A single link can be a map or a photo and is no reason. */
export function suspicionsOfText(text: string): Suspicion[] {
  const found: Suspicion[] = [];
  if ((text.match(LINK) ?? []).length > MOST_LINKS) found.push('links');
  if (new Set(lettersOf(text)).size < FEWEST_LETTERS) found.push('no_words');
  return found;
}
