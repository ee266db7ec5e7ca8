import { describe, expect, it } from 'vitest';
import { draftOf, newQuestion, questionOf, shifted } from './question-draft';

describe('a question while it is edited', () => {
  it('comes back as it was, with its options one per line', () => {
    const question = {
      key: 'lane',
      label: '在哪条车道',
      kind: 'choice' as const,
      choices: ['机动车道', '人行道'],
      required: true,
    };
    expect(draftOf(question).options).toBe('机动车道\n人行道');
    expect(questionOf(draftOf(question))).toEqual(question);
  });

  it('leaves out empty and repeated options, and those of a question answered in words', () => {
    const draft = { ...newQuestion(), label: ' 多深 ', options: ' 浅\n\n深 \n浅' };
    expect(questionOf({ ...draft, kind: 'choice' }).choices).toEqual(['浅', '深']);
    expect(questionOf(draft)).toEqual({
      key: draft.key,
      label: '多深',
      kind: 'text',
      required: false,
    });
  });

  it('has a key nobody used before', () => {
    expect(newQuestion().key).not.toBe(newQuestion().key);
    expect(newQuestion().key).toMatch(/^q[0-9a-f]{10}$/);
  });

  it('moves up and down, and not beyond the ends', () => {
    expect(shifted(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(shifted(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(shifted(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(shifted(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
