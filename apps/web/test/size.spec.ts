import { describe, expect, it } from 'vitest';
import { firstLoad, isBuilt } from '../scripts/size.mjs';

describe.runIf(isBuilt())('first load of a resident', () => {
  it('needs at most 250 kB of compressed JavaScript', () => {
    const bytes = firstLoad().reduce((sum: number, file: { bytes: number }) => sum + file.bytes, 0);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(250_000);
  });
});
