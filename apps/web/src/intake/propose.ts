import { type CategoryWire } from '@ingrid/contract';

export interface Proposal {
  code: string;
  name: string;
  /** Name of what it stands under, to tell like names apart. */
  group: string;
  score: number;
}

const LEAST = 0.34;

/** Leaves of the tree with the name above them. */
export function leavesOf(tree: readonly CategoryWire[], group = ''): Omit<Proposal, 'score'>[] {
  return tree.flatMap((node) =>
    node.children.length > 0
      ? leavesOf(node.children, node.name)
      : [{ code: node.code, name: node.name, group }],
  );
}

/**
 * Which categories the words sound like, best first, at most three. A category scores with the share of its name that
 * stands in the words in runs of two characters or more; the person never has to know the tree.
 */
export function propose(words: string, tree: readonly CategoryWire[]): Proposal[] {
  const text = words.toLowerCase();
  if (text.trim().length < 2) return [];
  return leavesOf(tree)
    .map((leaf) => ({ ...leaf, score: likeness(text, leaf.name.toLowerCase()) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length)
    .slice(0, 3);
}

function likeness(text: string, name: string): number {
  const parts = name.split(/[、，/（）()和及与\s]+/u).filter((part) => part.length >= 2);
  return Math.max(0, ...parts.map((part) => coveredShare(text, part)));
}

function coveredShare(text: string, part: string): number {
  const letters = [...part];
  const covered = new Set<number>();
  for (let at = 0; at + 1 < letters.length; at += 1) {
    if (!text.includes(letters.slice(at, at + 2).join(''))) continue;
    covered.add(at);
    covered.add(at + 1);
  }
  return covered.size / letters.length;
}
