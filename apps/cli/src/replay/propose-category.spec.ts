import { type CategoryWire } from '@ingrid/contract';
import { describe, expect, it } from '@jest/globals';
import { categoryProposer } from './propose-category.js';

const leaf = (
  code: string,
  name: string,
  questions: CategoryWire['questions'] = [],
): CategoryWire => ({
  code,
  name,
  family: 'event',
  parentCode: null,
  children: [],
  questions,
});
const choice = {
  key: 'when',
  label: '时段',
  kind: 'choice' as const,
  choices: ['夜间'],
  required: true,
};
const tree = [
  {
    ...leaf('E01', '市容环境'),
    children: [leaf('E01.02', '暴露垃圾'), leaf('E01.12', '油烟污染')],
  },
  leaf('E03.01', '施工扰民', [choice]),
];

describe('the category of a message', () => {
  const propose = categoryProposer(tree);

  it.each([
    ['楼下暴露垃圾无人清运', '', 'E01.02'],
    ['饭店油烟太大', '', 'E01.12'],
    ['请管一管', '小区门口垃圾成山', 'E01.02'],
    ['工地深夜施工', '垃圾', 'E03.01'],
  ])('%s %s is %s', (title, text, code) => {
    expect(propose(title, text)?.code).toBe(code);
  });

  it('comes with answers to what must be answered', () => {
    expect(propose('施工扰民', '')?.answers).toEqual({ when: '夜间' });
  });

  it('is left open where no word fits, or where the office does not keep the category', () => {
    expect(propose('咨询公积金', '')).toBeNull();
    expect(propose('学校补课', '')).toBeNull();
  });
});
