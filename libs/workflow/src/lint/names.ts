import type { Effect, Guard, MoveDefinition, ProcessDefinition, Words } from '../definition.js';
import { error, type Finding, type LintContext } from './finding.js';

interface Named {
  readonly name: string;
}

/** Names that occur twice, and everything that points to a name that does not exist. */
export function lintNames({ definition }: LintContext): Finding[] {
  return [
    ...twice('states', definition.states),
    ...twice('moves', definition.moves),
    ...twice('clocks', definition.clocks),
    ...twice('endings', definition.endings),
    ...twice('templates', definition.templates),
    ...definition.states.flatMap((state) => {
      const where = `states.${state.name}`;
      const clocks = Object.keys(state.clocks ?? {});
      return [
        ...clocks.flatMap((clock) => pointsTo(definition, 'clock', clock, `${where}.clocks`)),
        ...(state.timeout
          ? pointsTo(definition, 'move', state.timeout.move, `${where}.timeout.move`)
          : []),
      ];
    }),
    ...definition.moves.flatMap((move) => lintMove(definition, move)),
    ...lintEffects(definition, definition.opening, 'opening'),
    ...definition.clocks.flatMap((clock) =>
      clock.escalation.flatMap((step, at) =>
        pointsTo(
          definition,
          'template',
          step.template,
          `clocks.${clock.name}.escalation[${String(at)}].template`,
        ),
      ),
    ),
  ];
}

/** Labels and texts that are empty in one of the languages. */
export function lintLabels({ definition }: LintContext): Finding[] {
  const labelled = (kind: string, list: readonly (Named & { label: Words })[]): Finding[] =>
    list.flatMap(({ name, label }) => bothLanguages(label, `${kind}.${name}.label`));
  return [
    ...bothLanguages(definition.label, 'label'),
    ...labelled('states', definition.states),
    ...labelled('moves', definition.moves),
    ...labelled('clocks', definition.clocks),
    ...labelled('endings', definition.endings),
    ...definition.templates.flatMap(({ name, words }) =>
      bothLanguages(words, `templates.${name}.words`),
    ),
  ];
}

// A stored document is only as complete as whoever wrote it: a language may be missing altogether.
function bothLanguages(words: Partial<Words>, where: string): Finding[] {
  const empty = (['zh', 'en'] as const).filter((lang) => (words[lang] ?? '').trim() === '');
  return empty.map((lang) =>
    error(
      'missing_label',
      `${where}.${lang}`,
      `缺少${lang === 'zh' ? '中文' : '英文'}名称`,
      `The ${lang === 'zh' ? 'Chinese' : 'English'} text is missing`,
    ),
  );
}

function twice(kind: string, list: readonly Named[]): Finding[] {
  const seen = new Set<string>();
  return list.flatMap(({ name }) => {
    const again = seen.has(name);
    seen.add(name);
    if (!again) return [];
    return [
      error('duplicate_name', `${kind}.${name}`, `「${name}」出现了两次`, `"${name}" occurs twice`),
    ];
  });
}

function lintMove(definition: ProcessDefinition, move: MoveDefinition): Finding[] {
  const where = `moves.${move.name}`;
  const named = [...move.from.filter((name) => name !== '*')];
  if (move.to !== 'previous' && move.to !== 'same') named.push(move.to);
  return [
    ...named.flatMap((state) => pointsTo(definition, 'state', state, where)),
    ...(move.ending === undefined
      ? []
      : pointsTo(definition, 'ending', move.ending, `${where}.ending`)),
    ...(move.guards ?? []).flatMap((guard, at) =>
      lintGuard(definition, guard, `${where}.guards[${String(at)}]`),
    ),
    ...lintEffects(definition, move.effects ?? [], `${where}.effects`),
  ];
}

function lintGuard(definition: ProcessDefinition, guard: Guard, where: string): Finding[] {
  switch (guard.kind) {
    case 'actor_did_not':
      return guard.moves.flatMap((move) => pointsTo(definition, 'move', move, where));
    case 'within_days_of':
      return pointsTo(definition, 'state', guard.state, where);
    case 'count_below':
    case 'count_at_least': {
      const moves = guard.since === undefined ? [guard.move] : [guard.move, guard.since];
      return moves.flatMap((move) => pointsTo(definition, 'move', move, where));
    }
    case 'assignee_is_not_actor':
      return [];
  }
}

function lintEffects(
  definition: ProcessDefinition,
  effects: readonly Effect[],
  where: string,
): Finding[] {
  return effects.flatMap((effect, at) => {
    const path = `${where}[${String(at)}]`;
    if (effect.kind === 'notify') return pointsTo(definition, 'template', effect.template, path);
    if (effect.kind !== 'clock' || effect.clock === '*') return [];
    return pointsTo(definition, 'clock', effect.clock, path);
  });
}

const KINDS = {
  state: ['states', 'unknown_state', '状态', 'state'],
  move: ['moves', 'unknown_move', '步骤', 'move'],
  clock: ['clocks', 'unknown_clock', '时限', 'clock'],
  template: ['templates', 'unknown_template', '通知模板', 'template'],
  ending: ['endings', 'unknown_ending', '结局', 'ending'],
} as const;

function pointsTo(
  definition: ProcessDefinition,
  kind: keyof typeof KINDS,
  name: string,
  where: string,
): Finding[] {
  const [list, code, zh, en] = KINDS[kind];
  const known: readonly Named[] = definition[list];
  if (known.some((each) => each.name === name)) return [];
  return [error(code, where, `没有名为「${name}」的${zh}`, `There is no ${en} named "${name}"`)];
}
