import type { ActorRule, MoveDefinition } from '../definition.js';
import { error, type Finding, type LintContext, warning } from './finding.js';

/** Verbs that no role holds, and moves that therefore nobody can make. */
export function lintRights({ definition, roles }: LintContext): Finding[] {
  const held = new Set(Object.values(roles).flat());
  return definition.moves.flatMap((move) => lintRules(move, held));
}

function lintRules(move: MoveDefinition, held: ReadonlySet<string>): Finding[] {
  const idle = (rule: ActorRule): boolean => rule.verb !== undefined && !held.has(rule.verb);
  const where = `moves.${move.name}.by`;
  const findings = move.by
    .filter(idle)
    .map((rule) =>
      warning(
        'verb_nobody_holds',
        where,
        `没有角色拥有「${rule.verb ?? ''}」，「${move.label.zh}」少一种人可做`,
        `No role holds "${rule.verb ?? ''}", which "${move.label.en}" asks for`,
      ),
    );
  if (!move.by.every(idle)) return findings;
  return [
    ...findings,
    error(
      'nobody_may',
      where,
      `没有任何人能做「${move.label.zh}」`,
      `Nobody at all can do "${move.label.en}"`,
    ),
  ];
}
