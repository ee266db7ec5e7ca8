import { type ActivityWire, type LiveActivityWire } from '@ingrid/contract';
import { channelsOf, sentForm } from './rooms.js';

/** An activity ready to go out. */
export interface Outgoing {
  readonly seq: number;
  readonly row: ActivityWire;
  readonly sent: LiveActivityWire;
  readonly channels: readonly string[];
}

export function outgoing(row: ActivityWire): Outgoing {
  return { seq: row.seq, row, sent: sentForm(row), channels: channelsOf(row) };
}

/** The last activities in memory, so that whoever was cut off for a moment costs the database nothing. */
export class Recent {
  private rows: Outgoing[] = [];

  /** @param floor everything after this position is kept here */
  constructor(
    private readonly most: number,
    private floor: number,
  ) {}

  add(row: Outgoing): void {
    this.rows.push(row);
    if (this.rows.length < this.most * 2) return;
    // In one go, so that adding stays cheap.
    const gone = this.rows.splice(0, this.rows.length - this.most);
    this.floor = gone.at(-1)?.seq ?? this.floor;
  }

  /** Whether everything after `position` is still here. */
  covers(position: number): boolean {
    return position >= this.floor;
  }

  after(position: number): Outgoing[] {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle]?.seq ?? Infinity) > position) high = middle;
      else low = middle + 1;
    }
    return this.rows.slice(low);
  }
}
