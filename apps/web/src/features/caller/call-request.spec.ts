import { type QuestionWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { type Call, type CallFacts, faultsOfCall, pathOf, requestOfCall } from './call-request';

const call: Call = {
  phone: '138 0013 8000',
  name: ' 王桂兰 ',
  description: ' 路灯不亮 ',
  answers: { lamp: '7 号杆', other: 'x' },
  place: null,
  address: '复兴路 12 号院',
  area: '33.3301.street1',
};
const lamp: QuestionWire = { key: 'lamp', label: '灯杆编号', kind: 'text', required: true };
const street = (path: string): boolean => path.startsWith('33.3301.street1');
const facts: CallFacts = { questions: [lamp], placePath: null, mayAt: street };

describe('a call', () => {
  it('is sent with the caller as contact, the kind, its answers and the region of the words', () => {
    expect(requestOfCall(call, { code: 'C01.16', questions: [lamp] }, 'r1')).toEqual({
      description: '路灯不亮',
      contact: { phone: '13800138000', name: '王桂兰' },
      categoryCode: 'C01.16',
      answers: { lamp: '7 号杆' },
      address: '复兴路 12 号院',
      regionId: 'r1',
    });
  });

  it('is placed by the point where one was picked, and needs no name and no kind', () => {
    const picked = { ...call, name: '', address: '', place: { lat: 30.1, lng: 120.2 } };
    expect(requestOfCall(picked, { code: null, questions: [] }, 'r1')).toEqual({
      description: '路灯不亮',
      contact: { phone: '13800138000' },
      location: { lat: 30.1, lng: 120.2 },
    });
  });

  it('may be sent when phone, words, answers and a place in the area are there', () => {
    expect(faultsOfCall(call, facts)).toEqual({});
    const empty = { ...call, phone: '12', description: '', answers: {}, address: '' };
    expect(Object.keys(faultsOfCall(empty, facts))).toEqual(['phone', 'words', 'answers', 'place']);
  });

  it('needs a region with a place in words, unless the operator answers for everywhere', () => {
    expect(faultsOfCall({ ...call, area: '' }, facts)).toEqual({ area: 'caller.needArea' });
    expect(faultsOfCall({ ...call, area: '' }, { ...facts, mayAt: () => true })).toEqual({});
  });

  it('is not taken for a place outside the operator’s area', () => {
    const placed = { ...call, place: { lat: 1, lng: 2 } };
    const where = (placePath: string): CallFacts => ({ ...facts, placePath });
    expect(faultsOfCall(placed, where('33.3301.street2.g1'))).toEqual({ place: 'caller.outside' });
    expect(faultsOfCall(placed, where('33.3301.street1.g1'))).toEqual({});
    expect(faultsOfCall({ ...call, area: '33.3302' }, facts)).toEqual({ area: 'caller.outside' });
  });

  it('knows the path of a located grid as grants are written, and none outside all grids', () => {
    const region = { id: 'x', code: 'G-1', name: '第一网格', level: 'grid' as const };
    expect(pathOf({ region, path: [{ code: '33', name: '', level: 'province' }, region] })).toBe(
      '33.G_1',
    );
    expect(pathOf({ region: null, path: [] })).toBeNull();
  });
});
