import { type MoveWire } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';
import { type Need, type OpenMove } from '@ingrid/workflow';

export function moveWire(move: OpenMove, language: Language): MoveWire {
  const evidence = move.needs.find((need) => need.kind === 'evidence');
  return {
    move: move.move,
    label: move.label[language],
    open: move.open,
    needs: kinds(move.needs.filter((need) => need.optional !== true)),
    optional: kinds(move.needs.filter((need) => need.optional === true)),
    evidence: evidence && evidence.optional !== true ? (evidence.atLeast ?? 1) : 0,
    why: move.why.map((refusal) => refusal.words[language]),
  };
}

const kinds = (needs: readonly Need[]): string[] => needs.map((need) => need.kind);
