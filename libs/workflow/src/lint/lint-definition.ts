import type { ProcessDefinition } from '../definition.js';
import { lintClocks } from './clocks.js';
import type { Finding, RolesVerbs } from './finding.js';
import { lintLabels, lintNames } from './names.js';
import { lintRights } from './rights.js';
import { lintStructure } from './structure.js';

/**
 * Everything that is wrong or doubtful in a definition, in the order of reading. A definition with an error must not be
 * published; warnings are for a person to weigh.
 */
export function lintDefinition(
  definition: ProcessDefinition,
  roles: RolesVerbs,
): readonly Finding[] {
  const context = { definition, roles };
  return [
    ...lintNames(context),
    ...lintLabels(context),
    ...lintStructure(context),
    ...lintRights(context),
    ...lintClocks(context),
  ];
}
