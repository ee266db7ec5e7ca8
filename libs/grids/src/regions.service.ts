import { type RegionLevel, type RegionNodeWire, type RegionWire } from '@ingrid/contract';
import { decodeCursor, isId, newId, type Page, pageOf } from '@ingrid/kernel';
import {
  type Actor,
  DEFAULT_PAGE,
  isWithin,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { RegionEntity } from './data/region.entity.js';
import * as rows from './data/regions.repository.js';
import { type RegionFilter, type RegionRow } from './data/regions.repository.js';
import { childPath, continuesParent, fitsBelow, isRegionCode } from './domain/region-code.js';
import { gridsProblems } from './grids.problems.js';

export interface RegionSearch {
  /** Id, code or path of the region above; `root` for those with nothing above. */
  readonly parent?: string;
  readonly level?: RegionLevel;
  readonly query?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface NewRegion {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  /** Absent for the root of a tree. */
  readonly parentId?: string;
  readonly importId?: string;
}

/** A region with the place it takes in the tree. */
export interface RegionNode extends RegionNodeWire {
  readonly version: number;
}

/** The one tree of places: looking at it and keeping it. */
@Injectable()
export class RegionsService {
  constructor(@Inject(UnitOfWork) private readonly work: UnitOfWork) {}

  /** Regions in the actor's area and what they lie in, in the order of their codes. */
  async list(actor: Actor, search: RegionSearch): Promise<Page<RegionNode>> {
    return this.page(search, actor.pathsFor('region.read'));
  }

  /** What anybody may know of the tree, to name a place by words. */
  async listPublic(search: RegionSearch): Promise<Page<RegionWire>> {
    const page = await this.page(search);
    return {
      ...page,
      items: page.items.map(({ id, code, name, level }) => ({ id, code, name, level })),
    };
  }

  /** @throws grids.region_not_found also where the actor may not look. */
  async get(actor: Actor, id: string): Promise<RegionNode> {
    const row = await this.work.read((db) => rows.byId(db, id));
    const visible = actor
      .pathsFor('region.read')
      .some((scope) => row && (isWithin(row.path, scope) || isWithin(scope, row.path)));
    if (!row || !visible) throw gridsProblems.regionNotFound({});
    return row;
  }

  /** Regions by id, ended ones too; unknown ids are left out. */
  async byIds(ids: readonly string[]): Promise<RegionNode[]> {
    return ids.length === 0 ? [] : this.work.read((db) => rows.byIds(db, ids));
  }

  /** Current regions by path, from the root downwards; unknown paths are left out. */
  async byPaths(paths: readonly string[]): Promise<RegionNode[]> {
    const wanted = [...new Set(paths)].filter((path) => path !== '');
    return wanted.length === 0 ? [] : this.work.read((db) => rows.byPaths(db, wanted));
  }

  /** A region by id, code or path, or null. */
  async find(reference: string): Promise<RegionNode | null> {
    return this.work.read(async (db) => {
      if (isId(reference)) return rows.byId(db, reference);
      const found = /^\w+(\.\w+)*$/.test(reference) ? await rows.byPaths(db, [reference]) : [];
      return found[0] ?? (await rows.byCodes(db, [reference]))[0] ?? null;
    });
  }

  async create(actor: Actor, request: NewRegion, once?: Once): Promise<RegionNode> {
    if (request.level === 'grid') throw gridsProblems.useGrids({});
    return this.work.run(actor, (tx) => this.createIn(tx, request), once);
  }

  /** For use cases that create more than the region alone; asks leave and records. */
  async createIn(tx: Transaction, request: NewRegion): Promise<RegionNode> {
    const { code, level } = request;
    if (!isRegionCode(code)) throw gridsProblems.badCode({ code });
    const parent =
      request.parentId === undefined ? null : await this.parentFor(tx, request, request.parentId);
    tx.mustAllow('region.manage', { regionPath: parent?.path ?? '' });
    if (await rows.byCode(tx.db, code)) throw gridsProblems.codeTaken({ code });
    const region = newRegion(request, parent, tx.now);
    await rows.insert(tx.db, region);
    tx.record({
      type: 'region.changed',
      subjectType: 'region',
      subjectId: region.id,
      regionPath: region.path,
      data: { what: 'created', code, level },
    });
    return nodeOf(region);
  }

  /** Changes the name. A stale version is refused. */
  async rename(
    actor: Actor,
    id: string,
    change: { name: string; version?: number },
  ): Promise<RegionNode> {
    await this.work.run(actor, async (tx) => {
      const region = await this.lockForChange(tx, id, change.version);
      if (region.name === change.name) return;
      const before = region.name;
      region.name = change.name;
      await this.keepChanged(tx, region, { what: 'renamed', from: before, to: change.name });
    });
    return this.get(actor, id);
  }

  /** Locks a current region and asks leave to change it. */
  async lockForChange(tx: Transaction, id: string, version?: number): Promise<RegionEntity> {
    const region = await rows.lock(tx.db, id);
    if (!region || !tx.actor.allows('region.read', region.path))
      throw gridsProblems.regionNotFound({});
    tx.mustAllow('region.manage', { regionPath: region.path });
    if (version !== undefined && version !== region.version) {
      throw gridsProblems.stale({ yours: version, current: region.version });
    }
    return region;
  }

  async keepChanged(
    tx: Transaction,
    region: RegionEntity,
    data: Record<string, unknown>,
  ): Promise<void> {
    region.version += 1;
    await rows.change(tx.db, region);
    tx.record({
      type: 'region.changed',
      subjectType: 'region',
      subjectId: region.id,
      regionPath: region.path,
      data,
    });
  }

  private async parentFor(
    tx: Transaction,
    request: NewRegion,
    parentId: string,
  ): Promise<RegionEntity> {
    const parent = await rows.lockShared(tx.db, parentId);
    if (!parent) throw gridsProblems.regionNotFound({});
    if (!fitsBelow(request.level, parent.level)) {
      throw gridsProblems.wrongLevel({ level: request.level, parent: parent.level });
    }
    if (!continuesParent(request.code, request.level, parent.code)) {
      throw gridsProblems.codeNotBelow({ code: request.code, parent: parent.code });
    }
    return parent;
  }

  private async page(search: RegionSearch, scopes?: readonly string[]): Promise<Page<RegionRow>> {
    const limit = search.limit ?? DEFAULT_PAGE;
    const after = search.cursor === undefined ? undefined : cursorOf(search.cursor);
    const parentId = await this.parentIdOf(search.parent);
    const filter: RegionFilter = {
      limit,
      ...(scopes && !scopes.includes('') ? { scopes } : {}),
      ...(parentId === undefined ? {} : { parentId }),
      ...(search.level ? { level: search.level } : {}),
      ...(search.query ? { query: search.query } : {}),
      ...(after ? { after } : {}),
    };
    const found = await this.work.read((db) => rows.list(db, filter));
    return pageOf(found, limit, (row) => [row.code, row.id]);
  }

  private async parentIdOf(parent: string | undefined): Promise<string | null | undefined> {
    if (parent === undefined || parent === '') return undefined;
    if (parent === 'root') return null;
    const found = await this.find(parent);
    if (!found) throw gridsProblems.regionNotFound({});
    return found.id;
  }
}

function newRegion(request: NewRegion, parent: RegionEntity | null, now: Date): RegionEntity {
  return Object.assign(new RegionEntity(), {
    id: newId(),
    code: request.code,
    name: request.name,
    level: request.level,
    parentId: parent?.id ?? null,
    path: childPath(parent?.path ?? '', request.code),
    validFrom: now,
    validTo: null,
    importId: request.importId ?? null,
    version: 1,
  });
}

function cursorOf(cursor: string): [string, string] {
  const [code, id] = decodeCursor(cursor, 2);
  return [String(code), isId(id) ? id : '00000000-0000-0000-0000-000000000000'];
}

function nodeOf(region: RegionEntity): RegionNode {
  const { id, code, name, level, path, parentId, version } = region;
  return { id, code, name, level, path, parentId, version, childCount: 0 };
}
