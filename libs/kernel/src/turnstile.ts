/** Lets a few pieces of costly work run at once; the others wait in line, and beyond a limit they are turned away. */
export class Turnstile {
  private running = 0;
  private readonly line: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Runs `act` when its turn comes; `turnAway` makes the error for whoever finds the line full. */
  async pass<T>(act: () => Promise<T>, turnAway: () => Error): Promise<T> {
    if (this.running >= this.atOnce) {
      if (this.line.length >= this.mostWaiting) throw turnAway();
      await new Promise<void>((go) => this.line.push(go));
    } else {
      this.running += 1;
    }
    try {
      return await act();
    } finally {
      // The place is handed on, so nobody can slip in between.
      const next = this.line.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
