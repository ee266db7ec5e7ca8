import { type ProcessMove, type ProcessState, type ProcessWire } from './process-wire';

export interface Box {
  state: ProcessState;
  /** Centre, in the picture's units. */
  x: number;
  y: number;
  lane: number;
}

export interface Arrow {
  from: Box;
  to: Box;
  moves: ProcessMove[];
  /** SVG path. */
  d: string;
  /** From one row to the next. */
  straight: boolean;
  /** Where a label may stand. */
  label: { x: number; y: number };
}

export interface Picture {
  boxes: Box[];
  arrows: Arrow[];
  width: number;
  height: number;
}

export const BOX = { width: 112, height: 34 };
const ROW = 74;
const LANE = 176;

/**
 * Lays a process out from above: the longest way from the start to an end in the middle, states that wait at the left,
 * other endings at the right, each beside the first row it can be entered from.
 */
export function layoutProcess(process: ProcessWire): Picture {
  const edges = edgesOf(process);
  const main = longestWay(process, edges);
  const boxes = placeBoxes(process, main, edges);
  const arrows = edges.flatMap(({ from, to, moves }) => {
    const a = boxes.get(from);
    const b = boxes.get(to);
    return a && b ? [{ from: a, to: b, moves, ...route(a, b) }] : [];
  });
  const all = [...boxes.values()];
  return {
    boxes: all,
    arrows,
    width: LANE * 2 + BOX.width + 40,
    height: Math.max(...all.map(({ y }) => y)) + BOX.height,
  };
}

interface Edge {
  from: string;
  to: string;
  moves: ProcessMove[];
}

/** One edge for all moves between the same two states; going back to the previous state and talk are no edges. */
function edgesOf({ moves, states }: ProcessWire): Edge[] {
  const names = new Set(states.map(({ name }) => name));
  const found = new Map<string, Edge>();
  for (const move of moves) {
    if (!names.has(move.to)) continue;
    for (const from of move.from) {
      if (!names.has(from) || from === move.to) continue;
      const key = `${from}>${move.to}`;
      const edge = found.get(key) ?? { from, to: move.to, moves: [] };
      edge.moves.push(move);
      found.set(key, edge);
    }
  }
  return [...found.values()];
}

/** The longest way without passing a state twice; processes have a dozen states, so trying all ways is cheap. */
function longestWay({ states }: ProcessWire, edges: readonly Edge[]): string[] {
  const open = new Map(states.map((state) => [state.name, state]));
  const start = states.find(({ initial }) => initial)?.name ?? states[0]?.name;
  const ahead = (at: string, way: readonly string[]): string[] =>
    edges
      .filter(({ from, to }) => from === at && !way.includes(to))
      .map(({ to }) => to)
      .filter((to) => open.get(to)?.group !== 'waiting');
  let best: string[] = [];
  let budget = 20_000;
  const walk = (way: string[]): void => {
    budget -= 1;
    const at = way.at(-1);
    if (at === undefined || budget < 0) return;
    if (open.get(at)?.terminal && way.length > best.length) best = [...way];
    for (const to of ahead(at, way)) walk([...way, to]);
  };
  if (start) walk([start]);
  return best.length > 0 ? best : states.map(({ name }) => name);
}

function placeBoxes(
  { states }: ProcessWire,
  main: readonly string[],
  edges: readonly Edge[],
): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const top = BOX.height / 2 + 6;
  const at = (lane: number): number => LANE * (lane + 1) + BOX.width / 2 + 20;
  for (const state of states) {
    const row = main.indexOf(state.name);
    if (row >= 0) boxes.set(state.name, { state, lane: 0, x: at(0), y: top + row * ROW });
  }
  const taken = new Set<string>();
  for (const state of states) {
    if (boxes.has(state.name)) continue;
    const lane = state.group === 'waiting' ? -1 : 1;
    const rows = edges
      .filter(({ to }) => to === state.name)
      .map(({ from }) => main.indexOf(from))
      .filter((row) => row >= 0);
    // A waiting state stands in the middle of those it is entered from, an ending just below the first.
    let row = lane < 0 ? mean(rows) : Math.min(...rows, main.length - 1) + 0.5;
    while (taken.has(`${lane}:${Math.round(row * 2)}`)) row += 1;
    taken.add(`${lane}:${Math.round(row * 2)}`);
    boxes.set(state.name, { state, lane, x: at(lane), y: top + row * ROW });
  }
  return boxes;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length;
}

function route(a: Box, b: Box): Pick<Arrow, 'd' | 'label' | 'straight'> {
  const half = { w: BOX.width / 2, h: BOX.height / 2 };
  if (a.lane !== b.lane) {
    const side = Math.sign(b.lane - a.lane);
    const x1 = a.x + side * half.w;
    const x2 = b.x - side * half.w;
    const middle = (x1 + x2) / 2;
    return {
      d: `M${x1} ${a.y} C${middle} ${a.y} ${middle} ${b.y} ${x2} ${b.y}`,
      label: { x: middle, y: (a.y + b.y) / 2 },
      straight: false,
    };
  }
  const rows = Math.round((b.y - a.y) / ROW);
  if (rows === 1) {
    const [y1, y2] = [a.y + half.h, b.y - half.h];
    return {
      d: `M${a.x} ${y1} L${b.x} ${y2}`,
      label: { x: a.x, y: (y1 + y2) / 2 },
      straight: true,
    };
  }
  // Jumps run beside the column: forward ones at the right, backward ones at the left.
  const side = rows > 0 ? 1 : -1;
  const reach = half.w + 12 + Math.min(46, Math.abs(rows) * 9);
  const x = a.x + side * half.w;
  const bend = a.x + side * reach;
  const shift = rows > 0 ? 6 : -6;
  return {
    d: `M${x} ${a.y + shift} C${bend} ${a.y + shift} ${bend} ${b.y - shift} ${x} ${b.y - shift}`,
    label: { x: a.x + side * (half.w + (reach - half.w) * 0.75), y: (a.y + b.y) / 2 },
    straight: false,
  };
}
