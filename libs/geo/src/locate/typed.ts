/*
 * Typed arrays never hold undefined, but the compiler cannot know that an index is in range. One reader per kind of
 * array, because the engine keeps its type feedback per function: a shared one would be slow for all of them.
 */

export function f64(values: Float64Array, at: number): number {
  return values[at] ?? 0;
}

export function i32(values: Int32Array, at: number): number {
  return values[at] ?? 0;
}

export function u32(values: Uint32Array, at: number): number {
  return values[at] ?? 0;
}
