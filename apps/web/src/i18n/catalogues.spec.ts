import { describe, expect, it } from 'vitest';
import deskEn from '../desk/messages/en';
import deskZh from '../desk/messages/zh';
import coreEn from './core-en';
import coreZh from './core-zh';

type Tree = { [key: string]: string | Tree };

const files = import.meta.glob<{ default: Tree }>('../features/*/messages/*.ts', { eager: true });
const features = [...new Set(Object.keys(files).map((path) => path.split('/')[2] ?? ''))];
const pairs: [string, Tree, Tree][] = [
  ['core', coreZh, coreEn],
  ['desk', deskZh, deskEn],
  ...features.map((name): [string, Tree, Tree] => [
    name,
    files[`../features/${name}/messages/zh.ts`]?.default ?? {},
    files[`../features/${name}/messages/en.ts`]?.default ?? {},
  ]),
];

function flat(tree: Tree, before = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[before + key, value] as [string, string]]
      : flat(value, `${before}${key}.`),
  );
}

const holes = (words: string): string[] =>
  [...words.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort();

describe.each(pairs)('words of %s', (_name, zh, en) => {
  it('has every key in both languages and none empty', () => {
    expect(
      flat(en)
        .map(([key]) => key)
        .sort(),
    ).toEqual(
      flat(zh)
        .map(([key]) => key)
        .sort(),
    );
    const empty = [...flat(zh), ...flat(en)].filter(([, words]) => words.trim() === '');
    expect(empty).toEqual([]);
  });

  it('fills the same holes in both languages', () => {
    const english = new Map(flat(en));
    const different = flat(zh).filter(
      ([key, words]) => holes(words).join() !== holes(english.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('speaks calmly: no exclamation marks, and no Chinese in the English', () => {
    expect([...flat(zh), ...flat(en)].filter(([, words]) => /[!！]/.test(words))).toEqual([]);
    expect(flat(en).filter(([, words]) => /\p{Script=Han}/u.test(words))).toEqual([]);
  });
});
