import { type AreaGeometry, type BBox } from '@ingrid/geo';
import { accessProblems, type Actor, isWithin, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as grids from './data/grids.repository.js';
import { coarse } from './domain/coarse.js';
import { gridsProblems } from './grids.problems.js';
import { RegionsService } from './regions.service.js';

export interface GridProperties {
  id: string;
  code: string;
  name: string;
  kind?: 'general' | 'special';
  path?: string;
}

/** GeoJSON; `truncated` says that there were more than one answer carries: look closer. */
export interface GridCollection {
  type: 'FeatureCollection';
  truncated: boolean;
  features: { type: 'Feature'; id: string; properties: GridProperties; geometry: AreaGeometry }[];
}

const MOST = 6_000;
const MOST_PUBLIC = 1_000;

/** Grids as the map draws them. */
@Injectable()
export class GridDrawings {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(RegionsService) private readonly regions: RegionsService,
  ) {}

  /** Exact polygons in the actor's area, below a region (path, code or id), in a box (`west,south,east,north`). */
  async forStaff(actor: Actor, asked: { region?: string; bbox?: string }): Promise<GridCollection> {
    const scopes = actor.pathsFor('region.read');
    const below = asked.region === undefined ? undefined : await this.pathOf(asked.region);
    const within = scopes.filter((s) => below === undefined || isWithin(s, below));
    const covered = below !== undefined && scopes.some((scope) => isWithin(below, scope));
    if (!covered && within.length === 0) throw accessProblems.forbidden({ verb: 'region.read' });
    const rows = await this.work.read((db) =>
      grids.within(db, {
        limit: MOST + 1,
        ...(asked.bbox === undefined ? {} : { box: boxOf(asked.bbox) }),
        ...(below === undefined ? {} : { below }),
        ...(covered || within.includes('') ? {} : { scopes: within }),
      }),
    );
    return collection(rows, MOST, ({ id, code, name, kind, path, polygon }) => ({
      properties: { id, code, name, kind, path },
      geometry: polygon,
    }));
  }

  /** What anybody sees: places to about a metre, names and codes. */
  async forAll(bbox: string): Promise<GridCollection> {
    const box = boxOf(bbox);
    const rows = await this.work.read((db) => grids.within(db, { box, limit: MOST_PUBLIC + 1 }));
    return collection(rows, MOST_PUBLIC, ({ id, code, name, polygon }) => ({
      properties: { id, code, name },
      geometry: coarse(polygon),
    }));
  }

  private async pathOf(reference: string): Promise<string> {
    const region = await this.regions.find(reference);
    if (!region) throw gridsProblems.regionNotFound({});
    return region.path;
  }
}

function collection(
  rows: readonly grids.GridPolygonRow[],
  most: number,
  draw: (row: grids.GridPolygonRow) => { properties: GridProperties; geometry: AreaGeometry },
): GridCollection {
  const features = rows
    .slice(0, most)
    .map((row) => ({ type: 'Feature' as const, id: row.id, ...draw(row) }));
  return { type: 'FeatureCollection', truncated: rows.length > most, features };
}

/** `west,south,east,north`. @throws grids.bad_bbox */
export function boxOf(text: string): BBox {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = text.split(',').map(Number);
  const fits = west < east && south < north && isOnEarth(west, south) && isOnEarth(east, north);
  if (!fits) throw gridsProblems.badBox({});
  return [west, south, east, north];
}

function isOnEarth(lng: number, lat: number): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
}
