import { type AreaGeometry } from '@ingrid/geo';

const DECIMALS = 1e5;

/** A polygon with places to about a metre and no repeated points; neighbours keep sharing their borders. */
export function coarse(area: AreaGeometry): AreaGeometry {
  return area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: area.coordinates.map(coarseRing) }
    : {
        type: 'MultiPolygon',
        coordinates: area.coordinates.map((rings) => rings.map(coarseRing)),
      };
}

function coarseRing(ring: readonly (readonly number[])[]): number[][] {
  const rounded = ring.map((position) =>
    position.slice(0, 2).map((degrees) => Math.round(degrees * DECIMALS) / DECIMALS),
  );
  const kept = rounded.filter((p, at) => at === 0 || !samePlace(p, rounded[at - 1]));
  // A grid smaller than a metre would lose its shape: then it is shown as it is.
  return kept.length < 4 ? ring.map((position) => [...position]) : kept;
}

function samePlace(a: readonly number[], b: readonly number[] | undefined): boolean {
  return a[0] === b?.[0] && a[1] === b?.[1];
}
