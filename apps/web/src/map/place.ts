import { type Place } from './map-context';

const EARTH_METRES = 6_371_008;
const LONGEST_WAIT_MS = 8000;

/** Distance along the ground, good to a fraction of a percent at city scale. */
export function metresBetween(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const x = (b.lng - a.lng) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  const y = (b.lat - a.lat) * rad;
  return Math.hypot(x, y) * EARTH_METRES;
}

/** Where the phone is; null when it cannot or may not say. */
export function currentPlace(): Promise<Place | null> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) {
      done(null);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lat: coords.latitude, lng: coords.longitude }),
      () => done(null),
      { enableHighAccuracy: true, timeout: LONGEST_WAIT_MS, maximumAge: 60_000 },
    );
  });
}
