import { REGION_LEVELS, type RegionLevel } from '@ingrid/contract';

/** Letters, digits, hyphen and underscore: the schemes in use differ (domain.md 1), so only the alphabet is fixed. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export function isRegionCode(code: string): boolean {
  return CODE.test(code);
}

/** A code as one label of an ltree path, which knows letters, digits and underscore only. */
export function pathLabel(code: string): string {
  return code.replaceAll(/[^A-Za-z0-9_]/g, '_');
}

export function childPath(parentPath: string, code: string): string {
  return parentPath === '' ? pathLabel(code) : `${parentPath}.${pathLabel(code)}`;
}

/** GB/T 2260 and GB/T 10114: a code begins with the code of what it lies in. Grids have schemes of their own. */
export function continuesParent(code: string, level: RegionLevel, parentCode: string): boolean {
  return level === 'grid' || (code.startsWith(parentCode) && code.length > parentCode.length);
}

/** Below its parent's level; a grid lies in a community and nowhere else (design §9). */
export function fitsBelow(level: RegionLevel, parent: RegionLevel): boolean {
  if (level === 'grid' || parent === 'grid') return level === 'grid' && parent === 'community';
  return REGION_LEVELS.indexOf(level) > REGION_LEVELS.indexOf(parent);
}

/** Paths of a place and everything it lies in, from the root: `44`, `44.4403`, … */
export function pathsUpTo(path: string): string[] {
  const labels = path === '' ? [] : path.split('.');
  return labels.map((_, at) => labels.slice(0, at + 1).join('.'));
}

export function parentPathOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}
