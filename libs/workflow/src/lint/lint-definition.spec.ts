import { DEFAULT_ROLES } from '@ingrid/contract';
import { describe, expect, it } from '@jest/globals';
import { incidentSevenStage } from '../definitions/incident-seven-stage.js';
import type {
  ClockDefinition,
  Effect,
  MoveDefinition,
  ProcessDefinition,
  StateDefinition,
} from '../definition.js';
import type { FindingCode } from './finding.js';
import { lintDefinition } from './lint-definition.js';

const words = (text: string) => ({ zh: text, en: text });
const told: Effect = { kind: 'notify', audience: 'reporter', template: 'news' };
const clock = (deed: 'start' | 'stop' | 'pause' | 'resume'): Effect => ({
  kind: 'clock',
  clock: 'main',
  do: deed,
});

const state = (name: string, more: Partial<StateDefinition> = {}): StateDefinition => ({
  name,
  label: words(name),
  group: 'open',
  clocks: { main: 'runs' },
  ...more,
});

const move = (name: string, from: string, to: string, more: Partial<MoveDefinition> = {}) => ({
  name,
  label: words(name),
  from: [from],
  to,
  by: [{ verb: 'work' }],
  effects: [told],
  ...more,
});

const END: Partial<MoveDefinition> = { ending: 'done', effects: [clock('stop'), told] };

const mainClock: ClockDefinition = {
  name: 'main',
  label: words('main'),
  limit: { kind: 'fixed', limit: { amount: 1, unit: 'working_days' } },
  escalation: [],
};

/** A small sound process; each test spoils one thing. */
const sound: ProcessDefinition = {
  id: 'small',
  version: 1,
  subject: 'task',
  label: words('small'),
  states: [
    state('new', { initial: true }),
    state('busy'),
    state('waiting', {
      group: 'waiting',
      clocks: { main: 'pauses' },
      timeout: { after: { amount: 1, unit: 'working_days' }, move: 'go_on' },
    }),
    state('over', { group: 'closed', terminal: true, clocks: {} }),
  ],
  moves: [
    move('begin', 'new', 'busy'),
    move('ask', 'busy', 'waiting', { effects: [clock('pause'), told] }),
    move('go_on', 'waiting', 'previous', {
      by: [{ is: ['system'] }],
      effects: [clock('resume'), told],
    }),
    move('end', 'busy', 'over', END),
  ],
  clocks: [mainClock],
  endings: [{ name: 'done', label: words('done') }],
  templates: [{ name: 'news', words: words('news') }],
  opening: [clock('start')],
};

const ROLES = { worker: ['work'] };
const codes = (definition: ProcessDefinition, roles = ROLES): FindingCode[] =>
  lintDefinition(definition, roles).map((finding) => finding.code);
const withMove = (changed: MoveDefinition): ProcessDefinition => ({
  ...sound,
  moves: [...sound.moves.filter(({ name }) => name !== changed.name), changed],
});
const withState = (changed: StateDefinition): ProcessDefinition => ({
  ...sound,
  states: [...sound.states.filter(({ name }) => name !== changed.name), changed],
});
const withClock = (more: Partial<ClockDefinition>): ProcessDefinition => ({
  ...sound,
  clocks: [{ ...mainClock, ...more }],
});

describe('the lint of a process', () => {
  it('finds nothing in a sound process', () => {
    expect(lintDefinition(sound, ROLES)).toEqual([]);
  });

  it('finds nothing in the shipped process with the roles of a new installation', () => {
    const roles = Object.fromEntries(DEFAULT_ROLES.map((role) => [role.code, role.verbs]));
    expect(lintDefinition(incidentSevenStage, roles)).toEqual([]);
  });

  const spoiled: [string, FindingCode, ProcessDefinition][] = [
    [
      'a name used twice',
      'duplicate_name',
      { ...sound, endings: [...sound.endings, ...sound.endings] },
    ],
    [
      'a label missing in one language',
      'missing_label',
      withState(state('busy', { label: { zh: '在办', en: ' ' } })),
    ],
    ['no beginning', 'no_initial_state', withState(state('new'))],
    ['two beginnings', 'several_initial_states', withState(state('busy', { initial: true }))],
    ['no ending', 'no_terminal_state', withState(state('over', { group: 'closed', clocks: {} }))],
    ['a move to an unknown state', 'unknown_state', withMove(move('end', 'busy', 'nowhere', END))],
    ['a move from an unknown state', 'unknown_state', withMove(move('more', 'nowhere', 'busy'))],
    [
      'a guard on an unknown move',
      'unknown_move',
      withMove(
        move('begin', 'new', 'busy', { guards: [{ kind: 'count_below', move: 'fly', count: 1 }] }),
      ),
    ],
    [
      'an effect on an unknown clock',
      'unknown_clock',
      withMove(
        move('begin', 'new', 'busy', {
          effects: [told, { kind: 'clock', clock: 'sun', do: 'start' }],
        }),
      ),
    ],
    [
      'an unknown template',
      'unknown_template',
      { ...sound, opening: [clock('start'), { ...told, template: 'gossip' }] },
    ],
    [
      'an unknown ending',
      'unknown_ending',
      withMove(move('end', 'busy', 'over', { ...END, ending: 'fame' })),
    ],
    [
      'a state nobody reaches',
      'unreachable_state',
      {
        ...sound,
        states: [...sound.states, state('island')],
        moves: [...sound.moves, move('sail', 'island', 'busy')],
      },
    ],
    [
      'a state without a way to an ending',
      'dead_end',
      {
        ...sound,
        states: [...sound.states, state('pit')],
        moves: [...sound.moves, move('fall', 'busy', 'pit')],
      },
    ],
    [
      'a circle without a way out',
      'dead_end',
      {
        ...sound,
        states: [...sound.states, state('a'), state('b')],
        moves: [
          ...sound.moves,
          move('in', 'busy', 'a'),
          move('ab', 'a', 'b'),
          move('ba', 'b', 'a'),
        ],
      },
    ],
    [
      'leaving a closed state without a window of days',
      'terminal_left_without_window',
      withMove(move('again', 'over', 'busy', { effects: [clock('start'), told] })),
    ],
    [
      'an ending that is not counted',
      'ending_missing',
      withMove(move('end', 'busy', 'over', { effects: END.effects ?? [] })),
    ],
    [
      'a move that nobody may make',
      'nobody_may',
      withMove(move('begin', 'new', 'busy', { by: [{ verb: 'magic' }] })),
    ],
    [
      'a verb that no role holds',
      'verb_nobody_holds',
      withMove(move('begin', 'new', 'busy', { by: [{ verb: 'magic' }, { verb: 'work' }] })),
    ],
    [
      'a timeout that the system may not carry out',
      'timeout_not_possible',
      withMove(move('go_on', 'waiting', 'previous', { effects: [clock('resume'), told] })),
    ],
    [
      'a timeout whose move needs a note',
      'timeout_not_possible',
      withMove(
        move('go_on', 'waiting', 'previous', {
          by: [{ is: ['system'] }],
          needs: [{ kind: 'note' }],
          effects: [clock('resume'), told],
        }),
      ),
    ],
    [
      'a clock that runs on after the ending',
      'clock_never_stops',
      withMove(move('end', 'busy', 'over', { ...END, effects: [told] })),
    ],
    [
      'a clock that is paused and never resumed',
      'clock_paused_for_ever',
      withMove(move('go_on', 'waiting', 'previous', { by: [{ is: ['system'] }], effects: [told] })),
    ],
    [
      'a clock that does not do what the state declares',
      'clock_not_as_declared',
      withMove(move('ask', 'busy', 'waiting')),
    ],
    [
      'a clock that never starts',
      'clock_never_starts',
      { ...sound, clocks: [mainClock, { ...mainClock, name: 'spare' }] },
    ],
    [
      'a limit of nothing',
      'limit_not_positive',
      withClock({ limit: { kind: 'fixed', limit: { amount: 0, unit: 'working_days' } } }),
    ],
    [
      'a ladder that goes down',
      'ladder_not_rising',
      withClock({
        escalation: [
          {
            level: 2,
            audience: 'supervisors',
            template: 'news',
            after: { overdue: { amount: 0, unit: 'working_hours' } },
          },
          { level: 1, audience: 'assignee', template: 'news', after: { ratio: 0.8 } },
        ],
      }),
    ],
    ['a state that no clock watches', 'no_clock_runs', withState(state('busy', { clocks: {} }))],
    [
      'a move of which nobody is told',
      'nobody_told',
      withMove(move('begin', 'new', 'busy', { effects: [] })),
    ],
  ];

  it.each(spoiled)('finds %s (%s)', (_what, code, definition) => {
    expect(codes(definition)).toContain(code);
  });

  it('says where and in both languages', () => {
    const [finding] = lintDefinition(withMove(move('more', 'nowhere', 'busy')), ROLES);
    expect(finding).toEqual({
      code: 'unknown_state',
      severity: 'error',
      where: 'moves.more',
      words: { zh: '没有名为「nowhere」的状态', en: 'There is no state named "nowhere"' },
    });
  });

  it('survives an empty document', () => {
    expect(codes({ ...sound, states: [], moves: [] })).toContain('no_initial_state');
  });
});
