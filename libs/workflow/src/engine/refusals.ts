import type { Guard, MoveDefinition, NeedKind, ProcessDefinition, Words } from '../definition.js';
import { indexOf } from './definition-index.js';
import type { Refusal } from './facts.js';

const NEED_WORDS: Readonly<Record<NeedKind, Words>> = {
  note: { zh: '说明', en: 'a note' },
  reason: { zh: '理由', en: 'a reason' },
  evidence: { zh: '照片', en: 'photos' },
  assignee: { zh: '承办单位或人员', en: 'a unit or person' },
  category: { zh: '类别', en: 'a category' },
  duplicateOf: { zh: '要并入的那一件', en: 'the matter to merge into' },
};

const moveLabel = (definition: ProcessDefinition, name: string): Words =>
  indexOf(definition).moves.get(name)?.label ?? { zh: name, en: name };

const stateLabel = (definition: ProcessDefinition, name: string): Words =>
  indexOf(definition).states.get(name)?.label ?? { zh: name, en: name };

export function unknownState(state: string): Refusal {
  return {
    code: 'unknown_state',
    words: { zh: `流程里没有状态「${state}」`, en: `The process has no state "${state}"` },
    details: { state },
  };
}

export function unknownMove(move: string): Refusal {
  return {
    code: 'unknown_move',
    words: { zh: `流程里没有「${move}」这一步`, en: `The process has no move "${move}"` },
    details: { move },
  };
}

export function wrongState(
  definition: ProcessDefinition,
  move: MoveDefinition,
  state: string,
): Refusal {
  const is = stateLabel(definition, state);
  const from = move.from.map((name) => stateLabel(definition, name));
  return {
    code: 'wrong_state',
    words: {
      zh: `现在是「${is.zh}」，只有${from.map((s) => `「${s.zh}」`).join('')}时可以${move.label.zh}`,
      en: `It is "${is.en}" now; "${move.label.en}" is possible only when ${from.map((s) => `"${s.en}"`).join(' or ')}`,
    },
    details: { state, from: move.from },
  };
}

export function notPermitted(move: MoveDefinition): Refusal {
  return {
    code: 'not_permitted',
    words: {
      zh: `您没有这件事的「${move.label.zh}」权限，或者不是承办人、报告人`,
      en: `"${move.label.en}" is for those who hold the right or stand in charge of this matter`,
    },
    details: { move: move.name, anyOf: move.by },
  };
}

export function separation(
  definition: ProcessDefinition,
  move: MoveDefinition,
  did: string,
): Refusal {
  const before = moveLabel(definition, did);
  return {
    code: 'separation_of_duties',
    words: {
      zh: `这件事是您${before.zh}的，「${move.label.zh}」要由别人来做`,
      en: `You did "${before.en}" on this matter; "${move.label.en}" must be done by somebody else`,
    },
    details: { move: move.name, did },
  };
}

export function assigneeIsActor(): Refusal {
  return {
    code: 'assignee_is_actor',
    words: {
      zh: '不能派给自己，请选别的人或单位',
      en: 'Not to yourself: choose another person or unit',
    },
    details: {},
  };
}

export function windowOver(
  definition: ProcessDefinition,
  guard: Guard & { kind: 'within_days_of' },
  until: Date | undefined,
): Refusal {
  const state = stateLabel(definition, guard.state);
  return {
    code: 'window_over',
    words: {
      zh: `只能在「${state.zh}」后 ${String(guard.days)} 天内提出`,
      en: `Possible only within ${String(guard.days)} days after "${state.en}"`,
    },
    details: { state: guard.state, days: guard.days, until: until?.toISOString() ?? null },
  };
}

export function countRefused(
  definition: ProcessDefinition,
  guard: Guard & { kind: 'count_below' | 'count_at_least' },
  count: number,
): Refusal {
  const label = moveLabel(definition, guard.move);
  const reached = guard.kind === 'count_below';
  return {
    code: reached ? 'count_reached' : 'count_not_reached',
    words: reached
      ? {
          zh: `「${label.zh}」已有 ${String(count)} 次，不能再这样办`,
          en: `"${label.en}" has happened ${String(count)} times; this is no longer possible`,
        }
      : {
          zh: `「${label.zh}」满 ${String(guard.count)} 次后才可以，现在 ${String(count)} 次`,
          en: `Possible once "${label.en}" has happened ${String(guard.count)} times; so far ${String(count)}`,
        },
    details: { move: guard.move, count, limit: guard.count },
  };
}

export function noPreviousState(): Refusal {
  return {
    code: 'no_previous_state',
    words: { zh: '找不到之前的状态，无法返回', en: 'There is no earlier state to return to' },
    details: {},
  };
}

export function needMissing(need: NeedKind, atLeast: number, given: number): Refusal {
  const words = NEED_WORDS[need];
  return {
    code: 'need_missing',
    words:
      need === 'evidence'
        ? {
            zh: `至少要 ${String(atLeast)} 张照片，现在 ${String(given)} 张`,
            en: `At least ${String(atLeast)} photo(s) needed, ${String(given)} given`,
          }
        : { zh: `请填写${words.zh}`, en: `Please give ${words.en}` },
    details: { need, atLeast, given },
  };
}

export function duplicateOfItself(): Refusal {
  return {
    code: 'duplicate_of_itself',
    words: { zh: '不能并入它自己', en: 'A matter cannot be merged into itself' },
    details: {},
  };
}
