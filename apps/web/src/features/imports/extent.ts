import { type Box, type GridCollection } from '../../map';

/** The box around all grids; null without any. */
export function extentOf(grids: GridCollection | null): Box | null {
  const points = (grids?.features ?? []).flatMap(({ geometry }) =>
    geometry.type === 'Polygon'
      ? (geometry.coordinates[0] ?? [])
      : geometry.coordinates.flatMap((rings) => rings[0] ?? []),
  );
  if (points.length === 0) return null;
  const box: Box = [180, 90, -180, -90];
  for (const [lng = 0, lat = 0] of points) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
