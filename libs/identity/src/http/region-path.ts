/** Dotted codes from the root; empty is everywhere. PostgreSQL 15 takes letters, digits and _ as an ltree label. */
export const REGION_PATH = /^$|^[A-Za-z0-9_]{1,64}(\.[A-Za-z0-9_]{1,64}){0,15}$/;

export const REGION_PATH_WORDS: [string, string] = [
  '应为区域路径，如 44.4403.440305',
  'must be a region path such as 44.4403.440305',
];
