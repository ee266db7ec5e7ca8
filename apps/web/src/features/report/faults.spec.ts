import { type QuestionWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './faults';

const whole = {
  photos: [],
  place: null,
  address: '复兴路 12 号院',
  description: '消防通道被堵',
  answers: {},
  phone: '138-0013-8000',
  onSpot: false,
  after: [],
  doneWords: '',
};
const what: QuestionWire = { key: 'what', label: '被什么占用', kind: 'text', required: true };

describe('what a report still needs', () => {
  it('is nothing when words, place and phone are there', () => {
    expect(faultsOf(whole, false)).toEqual({});
    expect(faultsOf({ ...whole, phone: '' }, true)).toEqual({});
  });

  it('is an answer to every mandatory question of its kind', () => {
    expect(faultsOf(whole, true, [what])).toEqual({ answers: 'report.needAnswer' });
    expect(faultsOf({ ...whole, answers: { what: '纸箱' } }, true, [what])).toEqual({});
    expect(faultsOf(whole, true, [{ ...what, required: false }])).toEqual({});
  });

  it('is told for each field', () => {
    const empty = { ...whole, address: '', description: '', phone: '12', onSpot: true };
    expect(Object.keys(faultsOf(empty, false)).sort()).toEqual([
      'onSpot',
      'phone',
      'place',
      'words',
    ]);
  });
});
