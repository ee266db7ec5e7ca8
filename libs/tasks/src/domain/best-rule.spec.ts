import { bestRule } from './best-rule.js';

const rule = (
  categoryCode: string,
  regionPath: string,
): { categoryCode: string; regionPath: string } => ({ categoryCode, regionPath });

describe('the dispatch rule that holds', () => {
  const all = rule('', '');
  const street = rule('', '44.440305.s1');
  const family = rule('E01', '');
  const exact = rule('E01.02', '44.440305');

  it('prefers the exact category to its family and the family to any', () => {
    expect(bestRule([all, family, exact], ['E01.02', 'E01'], '44.440305.s1')).toBe(exact);
    expect(bestRule([all, family], ['E01.02', 'E01'], '44.440305.s1')).toBe(family);
    expect(bestRule([all], ['E01.02', 'E01'], '44.440305.s1')).toBe(all);
  });

  it('prefers the smaller region among rules for the same category', () => {
    expect(bestRule([all, street], ['E02'], '44.440305.s1.c1')).toBe(street);
  });

  it('does not take a neighbour whose code begins alike', () => {
    expect(bestRule([rule('', '44.440305.s1')], [], '44.440305.s10')).toBeNull();
  });

  it('finds none where none holds', () => {
    expect(bestRule([exact], ['E02'], '44.440305')).toBeNull();
  });
});
