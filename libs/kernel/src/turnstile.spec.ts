import { describe, expect, it } from '@jest/globals';
import { Turnstile } from './turnstile.js';

const full = (): Error => new Error('full');

describe('a turnstile', () => {
  it('never lets more through at once than it should, and everybody in the end', async () => {
    const turnstile = new Turnstile(2, 100);
    let inside = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        turnstile.pass(async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((go) => setImmediate(go));
          inside -= 1;
          return i;
        }, full),
      ),
    );
    expect(most).toBe(2);
    expect(done).toHaveLength(20);
  });

  it('gives the place on when the work fails', async () => {
    const turnstile = new Turnstile(1, 10);
    const fails = turnstile.pass(() => Promise.reject(new Error('no')), full);
    await expect(fails).rejects.toThrow('no');
    await expect(turnstile.pass(() => Promise.resolve(1), full)).resolves.toBe(1);
  });

  it('turns away whoever finds the line full', async () => {
    const turnstile = new Turnstile(1, 1);
    let open: () => void = () => undefined;
    const first = turnstile.pass(() => new Promise<void>((go) => (open = go)), full);
    const second = turnstile.pass(() => Promise.resolve(2), full);
    await expect(turnstile.pass(() => Promise.resolve(3), full)).rejects.toThrow('full');
    open();
    await first;
    await expect(second).resolves.toBe(2);
  });
});
