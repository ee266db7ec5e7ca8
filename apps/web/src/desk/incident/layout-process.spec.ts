import { describe, expect, it } from 'vitest';
import { layoutProcess } from './layout-process';
import { type ProcessMove, type ProcessState, type ProcessWire } from './process-wire';

const words = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const state = (name: string, more: Partial<ProcessState> = {}): ProcessState => ({
  name,
  label: words(name),
  group: 'open',
  ...more,
});
const move = (name: string, from: string[], to: string): ProcessMove => ({
  name,
  label: words(name),
  from,
  to,
  by: [],
});

const process: ProcessWire = {
  id: 'p',
  version: 1,
  label: words('p'),
  states: [
    state('reported', { initial: true }),
    state('filed'),
    state('handling'),
    state('waiting', { group: 'waiting' }),
    state('closed', { group: 'closed', terminal: true }),
    state('refused', { group: 'closed', terminal: true }),
  ],
  moves: [
    move('file', ['reported'], 'filed'),
    move('start', ['filed'], 'handling'),
    move('finish', ['handling'], 'closed'),
    move('on_spot', ['reported'], 'closed'),
    move('refuse', ['reported'], 'refused'),
    move('ask', ['filed', 'handling'], 'waiting'),
    move('answer', ['waiting'], 'previous'),
    move('hand_back', ['handling'], 'filed'),
    move('comment', ['*'], 'same'),
  ],
  clocks: [],
};

describe('the picture of a process', () => {
  const picture = layoutProcess(process);
  const box = (name: string) => picture.boxes.find((each) => each.state.name === name);

  it('stands the longest way from start to end in the middle, from above', () => {
    const main = picture.boxes.filter(({ lane }) => lane === 0).sort((a, b) => a.y - b.y);
    expect(main.map((each) => each.state.name)).toEqual([
      'reported',
      'filed',
      'handling',
      'closed',
    ]);
  });

  it('puts waiting at the left and other endings at the right', () => {
    expect(box('waiting')?.lane).toBe(-1);
    expect(box('refused')?.lane).toBe(1);
  });

  it('draws every move between two states once, and neither talk nor going back to the previous one', () => {
    const drawn = picture.arrows.flatMap(({ from, to, moves }) =>
      moves.map((each) => `${from.state.name}>${to.state.name}:${each.name}`),
    );
    expect(drawn).toContain('reported>closed:on_spot');
    expect(drawn).toContain('handling>filed:hand_back');
    expect(drawn.filter((each) => /answer|comment/.test(each))).toEqual([]);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('leaves no two boxes on one another', () => {
    const places = picture.boxes.map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
