import type { MoveDefinition, ProcessDefinition, StateDefinition } from '../definition.js';
import { leavesFrom } from '../engine/definition-index.js';
import { error, type Finding, type LintContext, warning } from './finding.js';
import { arrowsOf, closure } from './graph.js';

/** The picture as a whole: beginning, endings, unreachable states, dead ends, ways out of a closed state. */
export function lintStructure({ definition }: LintContext): Finding[] {
  return [
    ...lintBeginning(definition),
    ...lintReach(definition),
    ...definition.moves.flatMap((move) => [
      ...lintEnding(definition, move),
      ...lintReopening(definition, move),
      ...lintTelling(move),
    ]),
    ...definition.states.flatMap((state) => lintTimeout(definition, state)),
  ];
}

function lintBeginning({ states }: ProcessDefinition): Finding[] {
  const initial = states.filter((state) => state.initial);
  const findings: Finding[] = [];
  if (initial.length === 0) {
    findings.push(error('no_initial_state', 'states', '没有起始状态', 'There is no initial state'));
  }
  for (const { name } of initial.slice(1)) {
    findings.push(
      error(
        'several_initial_states',
        `states.${name}`,
        '起始状态只能有一个',
        'Only one state can be initial',
      ),
    );
  }
  if (!states.some((state) => state.terminal)) {
    findings.push(error('no_terminal_state', 'states', '没有结束状态', 'No state is terminal'));
  }
  return findings;
}

function lintReach(definition: ProcessDefinition): Finding[] {
  const arrows = arrowsOf(definition);
  const names = (list: readonly StateDefinition[]): string[] => list.map(({ name }) => name);
  const initial = names(definition.states.filter((state) => state.initial));
  const endings = names(definition.states.filter((state) => state.terminal));
  const reached = closure(initial, (state) =>
    arrows.filter(({ from }) => from === state).map(({ to }) => to),
  );
  const leading = closure(endings, (state) =>
    arrows.filter(({ to }) => to === state).map(({ from }) => from),
  );
  return definition.states.flatMap(({ name, label }) => {
    const where = `states.${name}`;
    if (!reached.has(name)) {
      const [zh, en] = [`走不到「${label.zh}」`, `"${label.en}" can never be reached`];
      return [error('unreachable_state', where, zh, en)];
    }
    if (leading.has(name)) return [];
    const [zh, en] = [
      `从「${label.zh}」走不到任何结束`,
      `No ending can be reached from "${label.en}"`,
    ];
    return [error('dead_end', where, zh, en)];
  });
}

function lintEnding(definition: ProcessDefinition, move: MoveDefinition): Finding[] {
  const ends = definition.states.some(({ name, terminal }) => terminal && name === move.to);
  if (!ends || move.ending !== undefined) return [];
  return [
    error(
      'ending_missing',
      `moves.${move.name}.ending`,
      `「${move.label.zh}」会结束办理，要写明算哪种结局`,
      `"${move.label.en}" ends the matter; it must say which ending it counts as`,
    ),
  ];
}

function lintReopening(definition: ProcessDefinition, move: MoveDefinition): Finding[] {
  if (move.to === 'same' || move.guards?.some(({ kind }) => kind === 'within_days_of')) return [];
  return definition.states
    .filter(({ name, terminal }) => terminal && leavesFrom(move, name))
    .map(({ name, label }) =>
      error(
        'terminal_left_without_window',
        `moves.${move.name}`,
        `「${label.zh}」是结束状态，「${move.label.zh}」要规定多少天内有效`,
        `"${label.en}" is terminal; "${move.label.en}" needs a window of days (state ${name})`,
      ),
    );
}

function lintTelling(move: MoveDefinition): Finding[] {
  if (move.to === 'same' || move.effects?.some(({ kind }) => kind === 'notify')) return [];
  return [
    warning(
      'nobody_told',
      `moves.${move.name}.effects`,
      `「${move.label.zh}」之后没有通知任何人`,
      `Nobody is told of "${move.label.en}"`,
    ),
  ];
}

function lintTimeout(definition: ProcessDefinition, state: StateDefinition): Finding[] {
  const move = definition.moves.find(({ name }) => name === state.timeout?.move);
  if (!move) return [];
  const bySystem = move.by.some(({ verb, is }) => verb === undefined && is?.includes('system'));
  const needsNothing = (move.needs ?? []).every((need) => need.optional);
  if (bySystem && needsNothing && leavesFrom(move, state.name)) return [];
  return [
    error(
      'timeout_not_possible',
      `states.${state.name}.timeout`,
      `到时后系统做不了「${move.label.zh}」：要允许系统、从这里出发、不要求填写`,
      `The system cannot do "${move.label.en}" then: it must be allowed to, from here, with nothing to fill in`,
    ),
  ];
}
