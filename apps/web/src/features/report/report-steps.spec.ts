import { describe, expect, it } from 'vitest';
import { type Known, type Sendable, stepsOf } from './report-steps';

const photo = new Blob(['x']);
const draft: Sendable = {
  photos: [photo],
  place: { lat: 30.1, lng: 120.2 },
  address: ' 3 号楼东侧 ',
  description: ' 消防通道被堵 ',
  answers: { what: '杂物', lamp: '7' },
  name: '',
  phone: '138 0013 8000',
  onSpot: false,
  after: [],
  doneWords: '',
};
const known: Known = {
  categoryCode: 'G03.05',
  questions: [{ key: 'what', label: '被什么占用', kind: 'choice', required: true }],
  signedIn: true,
  at: new Date('2026-03-02T01:30:00Z'),
};

describe('what is sent of a report', () => {
  it('is one POST with place, words, kind and the answers to its questions', () => {
    expect(stepsOf(draft, known)).toEqual([
      {
        path: '/incidents',
        body: {
          description: '消防通道被堵',
          categoryCode: 'G03.05',
          answers: { what: '杂物' },
          location: { lat: 30.1, lng: 120.2 },
          address: '3 号楼东侧',
        },
        photos: [photo],
      },
    ]);
  });

  it('names the reporter only where nobody is logged in, and answers only with a kind', () => {
    const [step] = stepsOf(draft, { ...known, signedIn: false, categoryCode: null });
    expect(step?.body).toMatchObject({ contact: { phone: '13800138000' } });
    expect(step?.body).not.toHaveProperty('answers');
  });

  it('brings the closing along when it was settled on the spot, with the moment it was done', () => {
    const done = { ...draft, onSpot: true, after: [photo], doneWords: ' 已清走 ' };
    expect(stepsOf(done, known)[1]).toEqual({
      path: '/incidents/{id}/moves',
      body: { move: 'solve_on_spot', note: '已清走', offlineAt: '2026-03-02T01:30:00.000Z' },
      photos: [photo],
    });
  });
});
