import { type LiveActivityWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { OrderedStream } from './stream';

function activity(seq: number): LiveActivityWire {
  return {
    seq,
    type: 'incident.moved',
    subjectType: 'incident',
    subjectId: 'i1',
    regionPath: '44.4403',
    at: '2026-11-22T08:00:00Z',
    data: {},
  };
}

function started(): { stream: OrderedStream; got: number[]; asked: (number | undefined)[] } {
  const got: number[] = [];
  const asked: (number | undefined)[] = [];
  const stream = new OrderedStream({
    deliver: ({ seq }) => got.push(seq),
    ask: (since) => asked.push(since),
  });
  stream.connected();
  stream.subscribed(100);
  stream.caughtUp(100);
  return { stream, got, asked };
}

describe('live stream', () => {
  it('starts from now and asks for nothing older', () => {
    const { stream, asked } = started();
    expect(asked).toEqual([undefined]);
    expect(stream.since).toBe(100);
  });

  it('delivers what comes in order', () => {
    const { stream, got } = started();
    stream.arrived(activity(101));
    stream.arrived(activity(105));
    expect(got).toEqual([101, 105]);
    expect(stream.since).toBe(105);
  });

  it('delivers the same place in the log once, however often it comes', () => {
    const { stream, got } = started();
    stream.arrived(activity(101));
    stream.arrived(activity(101));
    expect(got).toEqual([101]);
  });

  it('goes on from now when too much was missed, and hears nothing older', () => {
    const { stream, got, asked } = started();
    stream.connected();
    stream.arrived(activity(101));
    stream.startAnew();
    expect(asked).toEqual([undefined, 100, undefined]);
    expect(stream.since).toBeUndefined();
    stream.subscribed(900);
    stream.caughtUp(900);
    stream.arrived(activity(901));
    expect(got).toEqual([901]);
  });

  it('asks for what it missed after a new connection, without a second copy of what it had', () => {
    const { stream, got, asked } = started();
    stream.arrived(activity(101));
    stream.connected();
    expect(asked.at(-1)).toBe(101);
    stream.arrived(activity(103));
    stream.arrived(activity(101));
    stream.arrived(activity(102));
    expect(got).toEqual([101]);
    stream.caughtUp(103);
    expect(got).toEqual([101, 102, 103]);
  });

  it('moves its place on while nothing visible happens', () => {
    const { stream, asked } = started();
    stream.caughtUp(250);
    stream.connected();
    expect(asked.at(-1)).toBe(250);
  });

  it('loses nothing over random cuts, repeats and disorder inside a replay', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomFrom(seed);
      const { stream, got } = started();
      let sent = 100;
      for (let round = 0; round < 20; round += 1) {
        const since = stream.since ?? 100;
        stream.connected();
        const until = sent + Math.floor(random() * 4);
        const replay = range(since + 1, until).sort(() => random() - 0.5);
        replay.forEach((seq) => stream.arrived(activity(seq)));
        if (random() < 0.8) stream.caughtUp(until);
        if (!stream.catchingUp) {
          sent = until;
          range(sent + 1, sent + Math.floor(random() * 3)).forEach((seq) => {
            stream.arrived(activity(seq));
            sent = seq;
          });
        }
      }
      stream.connected();
      range((stream.since ?? 100) + 1, sent).forEach((seq) => stream.arrived(activity(seq)));
      stream.caughtUp(sent);
      expect(got).toEqual(range(101, Math.max(sent, got.at(-1) ?? 100)));
    }
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

/** Small deterministic generator (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
