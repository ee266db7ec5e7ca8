import { type ActivityWire, EVENTS, type EventType } from '@ingrid/contract';
import { channelsOf, parseRoom, rightsConcerned, sentForm, topicOf } from './rooms.js';

const A = '018f0000-0000-7000-8000-00000000000a';
const B = '018f0000-0000-7000-8000-00000000000b';

const row = (over: Partial<ActivityWire>): ActivityWire => ({
  seq: 1,
  id: A,
  type: 'incident.moved',
  subjectType: 'incident',
  subjectId: A,
  regionPath: '44.4403',
  actorId: null,
  at: '2026-11-22T00:00:00.000Z',
  data: {},
  ...over,
});

describe('rooms', () => {
  it.each([
    '',
    ':',
    'region',
    'region:a b',
    'region:44.',
    'region:44..1',
    `region:${'1.'.repeat(40)}1`,
    'incident:1',
    'grid:1',
    `person:${A}x`,
  ])('do not answer to %p', (name) => {
    expect(parseRoom(name)).toBeNull();
  });

  it('are read by their names', () => {
    expect(parseRoom('region:')).toEqual({ kind: 'region', path: '' });
    expect(parseRoom('region:44.4403')).toEqual({ kind: 'region', path: '44.4403' });
    expect(parseRoom(`incident:${A.toUpperCase()}`)).toEqual({ kind: 'incident', id: A });
  });

  it('of a region, all regions above it, the incident and the people concerned get what happens', () => {
    const moved = row({ actorId: B, data: { reporterId: A, followerIds: [B] } });
    expect(channelsOf(moved).sort()).toEqual(
      [
        'region:#incident',
        'region:44#incident',
        'region:44.4403#incident',
        `incident:${A}`,
        `person:${A}`,
        `person:${B}`,
      ].sort(),
    );
    const task = row({
      type: 'task.moved',
      subjectType: 'task',
      subjectId: B,
      data: { incidentId: A },
      regionPath: '',
    });
    expect(channelsOf(task).sort()).toEqual(['region:#task', `incident:${A}`].sort());
  });

  it('of a region never tell who logged in or was notified', () => {
    for (const type of ['session.opened', 'session.closed', 'notice.sent'] as const) {
      const told = channelsOf(row({ type, subjectType: 'session', data: { personId: B } }));
      expect(told).toEqual([`person:${B}`]);
    }
  });

  it('know a topic for every kind of event or keep it to the person', () => {
    const silent = (Object.keys(EVENTS) as EventType[]).filter((type) => topicOf(type) === null);
    expect(silent).toEqual(['session.opened', 'session.closed', 'notice.sent']);
  });

  it('do not hand on who reported and who follows', () => {
    expect(
      sentForm(row({ data: { to: 'filed', reporterId: A, followerIds: [B], notify: [] } })).data,
    ).toEqual({ to: 'filed' });
    const sent = sentForm(row({ actorId: A, data: { reporterId: A } }));
    expect(Object.keys(sent).sort()).toEqual(
      ['at', 'data', 'regionPath', 'seq', 'subjectId', 'subjectType', 'type'].sort(),
    );
    expect(sent).not.toHaveProperty('actorId');
  });
});

describe('rights', () => {
  it('of one person or of everybody are looked at again', () => {
    expect(
      rightsConcerned(row({ type: 'grant.ended', subjectType: 'grant', data: { personId: B } })),
    ).toEqual({ person: B });
    expect(
      rightsConcerned(row({ type: 'person.changed', subjectType: 'person', subjectId: A })),
    ).toEqual({ person: A });
    expect(rightsConcerned(row({ type: 'role.changed', subjectType: 'role' }))).toBe('everybody');
    expect(rightsConcerned(row({}))).toEqual({ incident: A });
    expect(rightsConcerned(row({ type: 'incident.followed' }))).toEqual({ incident: A });
    expect(rightsConcerned(row({ type: 'incident.escalated' }))).toBeNull();
    expect(rightsConcerned(row({ type: 'attachment.added' }))).toBeNull();
  });
});
