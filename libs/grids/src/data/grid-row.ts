import { areaSquareMeters, type AreaGeometry, bboxOfArea } from '@ingrid/geo';
import { GridEntity } from './grid.entity.js';
import { boxText } from './grids.repository.js';

export interface GridFacts {
  readonly id: string;
  readonly polygon: AreaGeometry;
  readonly kind?: 'general' | 'special';
  readonly extent?: string | null;
  readonly households?: number | null;
  readonly supervisionPhone?: string | null;
}

/** The row of a grid whose region stands already. */
export function gridEntity(request: GridFacts, now: Date): GridEntity {
  const { polygon } = request;
  return Object.assign(new GridEntity(), {
    regionId: request.id,
    kind: request.kind ?? 'general',
    polygon,
    bbox: boxText(bboxOfArea(polygon)),
    areaM2: Math.max(1, Math.round(areaSquareMeters(polygon))),
    extent: request.extent ?? null,
    households: request.households ?? null,
    supervisionPhone: request.supervisionPhone ?? null,
    publishedAt: now,
  });
}
