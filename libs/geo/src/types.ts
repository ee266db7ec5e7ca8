import type { MultiPolygon, Polygon } from 'geojson';

/** A place on the ground: longitude and latitude in degrees, WGS84/CGCS2000, x first as in RFC 7946. */
export type LngLat = readonly [lng: number, lat: number];

/** West, south, east, north in degrees. */
export type BBox = readonly [west: number, south: number, east: number, north: number];

/** What a region or grid may have as its extent. */
export type AreaGeometry = Polygon | MultiPolygon;
