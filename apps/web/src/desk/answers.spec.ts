import { type CategoryWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { answersInWords } from './answers';

function asking(code: string, key: string, label: string): [string, CategoryWire] {
  const questions = [{ key, label, kind: 'text' as const, required: false }];
  return [code, { code, name: code, family: 'event', parentCode: null, children: [], questions }];
}
const categories = new Map([
  asking('E03.01', 'when', '一般在什么时候'),
  asking('G05.07', 'when', '几点最吵'),
]);

describe('answers of a report', () => {
  it('stand beside the question as its own category words it', () => {
    expect(answersInWords({ when: '夜间' }, 'G05.07', categories)).toEqual([
      { key: 'when', question: '几点最吵', answer: '夜间' },
    ]);
  });

  it('keep a readable question when the category was changed, and the key when nobody asks it any more', () => {
    const found = answersInWords({ when: '夜间', lamp: '7' }, 'C01.01', categories);
    expect(found.map(({ question }) => question)).toEqual(['一般在什么时候', 'lamp']);
  });
});
