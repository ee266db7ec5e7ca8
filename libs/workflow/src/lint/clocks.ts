import type {
  ClockDeed,
  ClockDefinition,
  Effect,
  EscalationStep,
  ProcessDefinition,
  StateDefinition,
} from '../definition.js';
import { leavesFrom } from '../engine/definition-index.js';
import { error, type Finding, type LintContext, warning } from './finding.js';

type Standing = 'off' | 'running' | 'paused' | 'stopped';

/** A subject as the clock lint sees it: where it is, where it came from, and how one clock stands. */
interface Spot {
  readonly state: string;
  readonly previous: string | undefined;
  readonly clock: Standing;
}

/** Follows every clock along every path and says where it is left running, left paused, or not as the state declares. */
export function lintClocks({ definition }: LintContext): Finding[] {
  return [
    ...definition.clocks.flatMap((clock) => [
      ...lintPaths(definition, clock),
      ...lintLimit(clock),
      ...lintLadder(clock),
    ]),
    ...definition.states.flatMap(lintSilence),
  ];
}

function lintPaths(definition: ProcessDefinition, clock: ClockDefinition): Finding[] {
  const spots = walk(definition, clock.name);
  if (spots.every((spot) => spot.clock === 'off')) {
    const [zh, en] = [`「${clock.label.zh}」从不开始`, `"${clock.label.en}" never starts`];
    return [error('clock_never_starts', `clocks.${clock.name}`, zh, en)];
  }
  return definition.states.flatMap((state) => {
    const here = new Set(spots.filter((spot) => spot.state === state.name).map((s) => s.clock));
    return lintStanding(state, clock, here);
  });
}

function lintStanding(
  state: StateDefinition,
  clock: ClockDefinition,
  here: ReadonlySet<Standing>,
): Finding[] {
  const where = `states.${state.name}.clocks.${clock.name}`;
  const findings: Finding[] = [];
  if (state.terminal && here.has('running')) {
    const zh = `有一条路到「${state.label.zh}」时「${clock.label.zh}」还在走`;
    const en = `On some path "${clock.label.en}" still runs at "${state.label.en}"`;
    findings.push(error('clock_never_stops', where, zh, en));
  }
  if (here.has('paused') && state.group !== 'waiting') {
    const zh = `有一条路到「${state.label.zh}」时「${clock.label.zh}」停着没有恢复`;
    const en = `On some path "${clock.label.en}" is still paused at "${state.label.en}"`;
    findings.push(error('clock_paused_for_ever', where, zh, en));
  }
  return [...findings, ...lintDuty(state, clock, here)];
}

const DUTIES = {
  runs: { standing: 'running', zh: '在走', en: 'runs' },
  pauses: { standing: 'paused', zh: '暂停', en: 'pauses' },
} as const;

function lintDuty(
  state: StateDefinition,
  clock: ClockDefinition,
  here: ReadonlySet<Standing>,
): Finding[] {
  const duty = state.clocks?.[clock.name];
  if (!duty) return [];
  const { standing, zh, en } = DUTIES[duty];
  if ([...here].every((each) => each === standing)) return [];
  return [
    error(
      'clock_not_as_declared',
      `states.${state.name}.clocks.${clock.name}`,
      `「${state.label.zh}」写明「${clock.label.zh}」${zh}，但有一条路不是这样`,
      `"${state.label.en}" declares that "${clock.label.en}" ${en}, but on some path it does not`,
    ),
  ];
}

/** Every spot that can be reached, for one clock. Small: states × states × 4. */
function walk(definition: ProcessDefinition, clock: string): readonly Spot[] {
  const begin = definition.states
    .filter((state) => state.initial)
    .map(({ name }): Spot => ({
      state: name,
      previous: undefined,
      clock: after('off', definition.opening, clock),
    }));
  const seen = new Map(begin.map((spot) => [keyOf(spot), spot]));
  const open = [...begin];
  for (let spot = open.pop(); spot; spot = open.pop()) {
    for (const next of steps(definition, clock, spot)) {
      if (seen.has(keyOf(next))) continue;
      seen.set(keyOf(next), next);
      open.push(next);
    }
  }
  return [...seen.values()];
}

function steps(definition: ProcessDefinition, clock: string, spot: Spot): Spot[] {
  return definition.moves
    .filter((move) => leavesFrom(move, spot.state))
    .flatMap((move) => {
      const standing = after(spot.clock, move.effects ?? [], clock);
      if (move.to === 'same' || move.to === spot.state) return [{ ...spot, clock: standing }];
      const to = move.to === 'previous' ? spot.previous : move.to;
      return to === undefined ? [] : [{ state: to, previous: spot.state, clock: standing }];
    });
}

const keyOf = ({ state, previous, clock }: Spot): string =>
  JSON.stringify([state, previous, clock]);

function after(standing: Standing, effects: readonly Effect[], clock: string): Standing {
  return effects.reduce(
    (now, effect) =>
      effect.kind === 'clock' && (effect.clock === clock || effect.clock === '*')
        ? turn(now, effect.do)
        : now,
    standing,
  );
}

/** What a deed makes of a clock; what does not apply changes nothing, as in the clock itself. */
const TURNS: Readonly<Record<ClockDeed, Partial<Record<Standing, Standing>>>> = {
  start: { off: 'running', stopped: 'running' },
  restart: { off: 'running', paused: 'running', stopped: 'running' },
  pause: { running: 'paused' },
  resume: { paused: 'running' },
  stop: { running: 'stopped', paused: 'stopped' },
  continue: { stopped: 'running' },
  relimit: {},
};

function turn(standing: Standing, deed: ClockDeed): Standing {
  return TURNS[deed][standing] ?? standing;
}

function lintLimit({ name, label, limit }: ClockDefinition): Finding[] {
  const { amount } = limit.kind === 'fixed' ? limit.limit : limit.fallback;
  if (Number.isFinite(amount) && amount > 0) return [];
  return [
    error(
      'limit_not_positive',
      `clocks.${name}.limit`,
      `「${label.zh}」的时限必须大于零`,
      `The limit of "${label.en}" must be above zero`,
    ),
  ];
}

function lintLadder({ name, label, escalation }: ClockDefinition): Finding[] {
  return escalation.flatMap((step, at) => {
    const before = escalation[at - 1];
    if (!before || (step.level > before.level && heightOf(step) >= heightOf(before))) return [];
    return [
      error(
        'ladder_not_rising',
        `clocks.${name}.escalation[${String(at)}]`,
        `「${label.zh}」的提醒要一级比一级晚`,
        `Each step of "${label.en}" must be higher and later than the one before`,
      ),
    ];
  });
}

/** Steps in order of time. Overdue amounts are compared by rough hours: only their order matters. */
function heightOf({ after: when }: EscalationStep): number {
  if ('ratio' in when) return when.ratio;
  const hours = { working_hours: 3, working_days: 24, natural_hours: 1 }[when.overdue.unit];
  return 1 + when.overdue.amount * hours;
}

function lintSilence(state: StateDefinition): Finding[] {
  const watched = Object.keys(state.clocks ?? {}).length > 0 || state.timeout !== undefined;
  if (state.terminal || watched) return [];
  return [
    warning(
      'no_clock_runs',
      `states.${state.name}.clocks`,
      `「${state.label.zh}」没有任何时限，可能一直停在这里`,
      `No clock watches "${state.label.en}"; a matter may stay there for ever`,
    ),
  ];
}
