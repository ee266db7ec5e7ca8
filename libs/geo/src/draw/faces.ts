import type { Position } from 'geojson';
import ArrayList from 'jsts/java/util/ArrayList.js';
import PrecisionModel from 'jsts/org/locationtech/jts/geom/PrecisionModel.js';
import GeometryNoder from 'jsts/org/locationtech/jts/noding/snapround/GeometryNoder.js';
import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js';
import UnaryUnionOp from 'jsts/org/locationtech/jts/operation/union/UnaryUnionOp.js';
import { polygonsOf, toJsts } from '../jsts/geometry.js';

/** Seven decimals of a degree: a centimetre. Lines nearer than that are one. */
const SNAP = 1e7;

/** The faces that a tangle of lines cuts the plane into, as polygons; loose ends are ignored. */
export function facesOf(lines: readonly Position[][]): Position[][][] {
  const collected = new ArrayList(null);
  collected.add(toJsts({ type: 'MultiLineString', coordinates: lines.filter(isLine) }));
  const noded = new GeometryNoder(new PrecisionModel(SNAP)).node(collected);
  const polygonizer = new Polygonizer();
  polygonizer.add(noded);
  const faces: Position[][][] = [];
  const found = polygonizer.getPolygons();
  for (let each = found.iterator(); each.hasNext();) {
    const face: unknown = each.next();
    faces.push(...polygonsOf(face));
  }
  return faces;
}

/** Neighbouring faces as one. Faces that only touch in points stay apart, so there may be several. */
export function unite(faces: readonly Position[][][]): Position[][][] {
  if (faces.length < 2) return [...faces];
  const united: unknown = UnaryUnionOp.union(
    toJsts({ type: 'MultiPolygon', coordinates: [...faces] }),
  );
  return polygonsOf(united);
}

function isLine(line: Position[]): boolean {
  const [first] = line;
  return line.some(([x, y]) => x !== first?.[0] || y !== first?.[1]);
}
