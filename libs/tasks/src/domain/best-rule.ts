export interface RulePlace {
  /** '' for every category; otherwise the code of a node of the category tree. */
  readonly categoryCode: string;
  readonly regionPath: string;
}

/**
 * The rule that holds for a matter: the one for the most exact category, and among those the one for the smallest
 * region. `categoryCodes` are the codes of the category and of everything above it, the category itself first.
 */
export function bestRule<T extends RulePlace>(
  rules: readonly T[],
  categoryCodes: readonly string[],
  regionPath: string,
): T | null {
  const holding = rules.filter(
    (rule) => covers(rule.regionPath, regionPath) && nearness(rule, categoryCodes) >= 0,
  );
  const better = (a: T, b: T): number =>
    nearness(a, categoryCodes) - nearness(b, categoryCodes) ||
    depth(b.regionPath) - depth(a.regionPath);
  return holding.toSorted(better)[0] ?? null;
}

function nearness(rule: RulePlace, categoryCodes: readonly string[]): number {
  return rule.categoryCode === '' ? categoryCodes.length : categoryCodes.indexOf(rule.categoryCode);
}

function covers(rulePath: string, path: string): boolean {
  return rulePath === '' || path === rulePath || path.startsWith(`${rulePath}.`);
}

function depth(path: string): number {
  return path === '' ? 0 : path.split('.').length;
}
