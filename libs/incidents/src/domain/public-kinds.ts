/** Disputes, hardship and the like concern people, not places: a stranger neither sees nor joins them. */
export function isPublicKind(categoryCode: string | null): boolean {
  return categoryCode !== null && /^[CE]/.test(categoryCode);
}
