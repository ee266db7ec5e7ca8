import { type IncidentRowWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { bulkRequests, type BulkWishes } from './bulk';

const wishes: BulkWishes = { unitId: '', personId: '', categoryCode: '', text: '', mainId: '' };
// Only what the requests are made of.
const row = (id: string, code: string | null): IncidentRowWire =>
  ({ id, category: code ? { code, name: code } : null }) as IncidentRowWire;

describe('moves on many matters', () => {
  it('file each under its own category, and those without one under the chosen', () => {
    const rows = [row('a', 'E01'), row('b', null), row('c', 'E01')];
    expect(bulkRequests('file', rows, { ...wishes, categoryCode: 'E09' })).toEqual([
      { ids: ['a', 'c'], move: 'file', categoryCode: 'E01' },
      { ids: ['b'], move: 'file', categoryCode: 'E09' },
    ]);
  });

  it('merge all but the one that is kept', () => {
    const rows = [row('a', null), row('b', null), row('c', null)];
    expect(bulkRequests('merge', rows, { ...wishes, mainId: 'b' })).toEqual([
      { ids: ['a', 'c'], move: 'merge', duplicateOfId: 'b' },
    ]);
  });

  it('go in parts of a hundred', () => {
    const rows = Array.from({ length: 230 }, (_, n) => row(`${n}`, null));
    const requests = bulkRequests('dispatch', rows, { ...wishes, unitId: 'u' });
    expect(requests.map(({ ids }) => ids.length)).toEqual([100, 100, 30]);
    expect(requests.every(({ assigneeUnitId }) => assigneeUnitId === 'u')).toBe(true);
  });
});
