/*
 * On which side of a line does a point lie? Rounded arithmetic gives neighbours of a shared edge different answers,
 * and then a report belongs to two grids or to none. So: plain arithmetic where its error bound (Shewchuk 1997,
 * "Adaptive Precision Floating-Point Arithmetic") proves the sign, and exact integers for the rest.
 */

import { f64 } from './typed.js';

const EPSILON = 2 ** -53;
const ERROR_BOUND = (3 + 16 * EPSILON) * EPSILON;
/** Below this, products may have lost bits to underflow and the bound above proves nothing. */
const UNDERFLOW_GUARD = 1e-280;

/**
 * The edge stands in `xy` from place `v` on: ax, ay, bx, by. Positive when p lies left of the directed line a → b,
 * negative when right of it, zero exactly when on it. Only the sign means anything. All numbers must be finite.
 */
export function sideOf(xy: Float64Array, v: number, px: number, py: number): number {
  const left = (f64(xy, v) - px) * (f64(xy, v + 3) - py);
  const right = (f64(xy, v + 1) - py) * (f64(xy, v + 2) - px);
  const side = left - right;
  const size = Math.abs(side);
  if (size > ERROR_BOUND * (Math.abs(left) + Math.abs(right)) && size > UNDERFLOW_GUARD) {
    return side;
  }
  return exactSideOf([...xy.subarray(v, v + 4), px, py]);
}

function exactSideOf(numbers: readonly number[]): number {
  const parts = numbers.map(binaryParts);
  const lowest = Math.min(...parts.map((part) => part.exponent));
  const [ax = 0n, ay = 0n, bx = 0n, by = 0n, px = 0n, py = 0n] = parts.map(
    (part) => part.mantissa << BigInt(part.exponent - lowest),
  );
  const side = (ax - px) * (by - py) - (ay - py) * (bx - px);
  return side > 0n ? 1 : side < 0n ? -1 : 0;
}

interface BinaryParts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const view = new DataView(new ArrayBuffer(8));

/** A double as mantissa × 2^exponent, without loss. */
function binaryParts(value: number): BinaryParts {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = biased === 0 ? fraction : fraction | 0x10000000000000n;
  if (magnitude === 0n) return { mantissa: 0n, exponent: 0 };
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  return { mantissa: value < 0 ? -magnitude : magnitude, exponent };
}
