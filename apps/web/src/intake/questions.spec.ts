import { type CategoryWire, type QuestionWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../api/problem';
import { answersFor, missedBy, questionsOf, unanswered } from './questions';

const PLATE: QuestionWire = { key: 'plate', label: '车牌号', kind: 'text', required: true };
const KIND: QuestionWire = {
  key: 'kind',
  label: '停在哪里',
  kind: 'choice',
  choices: ['盲道', '路口'],
  required: false,
};

function node(
  code: string,
  questions: QuestionWire[] = [],
  children: CategoryWire[] = [],
): CategoryWire {
  return { code, name: code, family: 'event', parentCode: null, children, questions };
}
const tree = [node('E01'), node('E05', [], [node('E05.04'), node('E05.05', [PLATE, KIND])])];

describe('what a category asks for in addition', () => {
  it('is found at the chosen category, however deep it lies', () => {
    expect(questionsOf(tree, 'E05.05')).toEqual([PLATE, KIND]);
    expect(questionsOf(tree, 'E05.04')).toEqual([]);
    expect(questionsOf(tree, null)).toEqual([]);
  });

  it('must be answered where it is mandatory, and blanks are no answer', () => {
    expect(unanswered([PLATE, KIND], {})).toEqual(['plate']);
    expect(unanswered([PLATE, KIND], { plate: '  ' })).toEqual(['plate']);
    expect(unanswered([PLATE, KIND], { plate: '浙A·12345' })).toEqual([]);
  });

  it('is sent trimmed, without blanks and without answers to another category', () => {
    const answers = { plate: ' 浙A·12345 ', kind: '', lamp: '7 号杆' };
    expect(answersFor([PLATE, KIND], answers)).toEqual({ plate: '浙A·12345' });
  });

  it('is recognised when the server misses an answer, and nothing else is', () => {
    const missed = new ProblemError({
      status: 422,
      code: 'incidents.answer_missing',
      details: { questions: ['车牌号'] },
    });
    expect(missedBy(missed, [PLATE, KIND])).toEqual(['plate']);
    expect(missedBy(missed, [])).toEqual([]);
    expect(missedBy(new ProblemError({ status: 422, code: 'validation' }), [PLATE])).toBeNull();
  });
});
