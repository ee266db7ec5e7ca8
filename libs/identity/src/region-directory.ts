import { type Actor } from '@ingrid/platform';
import { Injectable } from '@nestjs/common';
import { grantProblems } from './identity.problems.js';

/** Names of the regions at these paths; a path without a region is absent from the answer. */
export type RegionNames = (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Identity knows paths but no regions; the module that owns the tree registers how they are called. */
@Injectable()
export class RegionDirectory {
  private names: RegionNames | null = null;

  register(names: RegionNames): void {
    this.names = names;
  }

  /** The name of every path, or the path itself while nobody knows better. */
  async namesOf(
    paths: readonly string[],
    language: 'zh' | 'en',
  ): Promise<ReadonlyMap<string, string>> {
    const all = [...new Set(paths)];
    const known =
      (await this.names?.(all.filter((path) => path !== ''))) ?? new Map<string, string>();
    const everywhere = language === 'zh' ? '全部区域' : 'everywhere';
    return new Map(all.map((path) => [path, path === '' ? everywhere : (known.get(path) ?? path)]));
  }

  /**
   * People choose regions that exist; the platform itself may prepare rights before an import brings the tree.
   * @throws grants.no_such_region
   */
  async mustExist(actor: Actor, path: string): Promise<void> {
    if (this.names === null || path === '' || actor.kind === 'system') return;
    if (!(await this.names([path])).has(path))
      throw grantProblems.noSuchRegion({ regionPath: path });
  }
}
