import { describe, expect, it } from 'vitest';
import { newItem } from '../../offline/new-item';
import { stepsOf, type Sendable } from './report-steps';
import { restoredFrom } from './restored';

const photo = new Blob(['x'], { type: 'image/jpeg' });
const questions = [{ key: 'what', label: '被什么占用', kind: 'text' as const, required: false }];
const draft: Sendable = {
  photos: [photo],
  place: { lat: 30.1, lng: 120.2 },
  address: '3 号楼东侧',
  description: '消防通道被堵',
  answers: { what: '杂物' },
  name: '王桂兰',
  phone: '13800138000',
  onSpot: true,
  after: [photo, photo],
  doneWords: '已清走',
};

describe('a report that was refused for a missing answer', () => {
  it('comes back as the draft it was, with its photos', async () => {
    const known = { categoryCode: 'G03.05', questions, signedIn: false, at: new Date() };
    const item = await newItem('', 'solved_on_spot', '消防通道被堵', stepsOf(draft, known));
    const restored = restoredFrom(item);
    expect(restored).toMatchObject({ ...draft, photos: [{}], after: [{}, {}] });
    expect(restored.categoryCode).toBe('G03.05');
    expect(await restored.photos[0]?.text()).toBe('x');
  });

  it('comes back without what was not given', async () => {
    const bare = { ...draft, photos: [], place: null, onSpot: false };
    const known = { categoryCode: null, questions: [], signedIn: true, at: new Date() };
    const item = await newItem('p', 'report', '', stepsOf(bare, known));
    expect(restoredFrom(item)).toMatchObject({
      place: null,
      categoryCode: null,
      answers: {},
      phone: '',
      onSpot: false,
      after: [],
    });
  });
});
