import { type DemoBuilding, type DemoMap } from './street-map.js';
import { type Position } from './lattice.js';
import { type DemoUnit, pickKind, REPORT_KINDS, type ReportKind } from './reports.js';
import { Chance } from './random.js';

export type StoryMove =
  | 'file'
  | 'refuse'
  | 'dispatch'
  | 'accept'
  | 'start'
  | 'finish'
  | 'hand_back'
  | 'verify'
  | 'rework'
  | 'solve_on_spot'
  | 'ask_reporter'
  | 'withdraw';

export interface StoryStep {
  readonly at: Date;
  readonly move: StoryMove;
  readonly words?: string;
}

/** One matter from its report to wherever it stands today. */
export interface Story {
  readonly index: number;
  readonly kind: ReportKind;
  readonly unit: DemoUnit;
  readonly source: 'resident' | 'guest' | 'worker' | 'desk';
  readonly reportedAt: Date;
  readonly description: string;
  readonly address: string;
  readonly gridCode: string;
  readonly location: Position;
  readonly steps: readonly StoryStep[];
}

const DAYS = 60;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OLD = 380;
const FRESH = 64;
const THEIRS = 12;
const LATE = 9;

interface Scope {
  readonly now: Date;
  readonly homes: readonly DemoBuilding[];
  /** Null: any kind, by its weight. */
  readonly kinds: readonly ReportKind[] | null;
  /** How many days ago, from and to. */
  readonly days: readonly [number, number];
}

/** 60 days of matters up to `now`: the same for every installation that starts in the same minute. */
export function stories(map: DemoMap, now: Date): Story[] {
  const anywhere = { now, homes: map.buildings, kinds: null };
  const old = Array.from({ length: OLD }, (_, i) => story(i, { ...anywhere, days: [2.2, DAYS] }));
  const fresh = Array.from({ length: FRESH }, (_, i) =>
    story(OLD + i, { ...anywhere, days: [0.02, 2.2] }),
  );
  // The two workers who can be logged in as have something to do at any hour.
  const grids = (map.communities[0]?.grids ?? []).slice(0, 4).map((g) => g.code);
  const near = map.buildings.filter((b) => grids.includes(b.gridCode));
  const own = {
    now,
    homes: near,
    kinds: REPORT_KINDS.filter((k) => k.unit === 'grid'),
    days: [0.3, 2] as const,
  };
  const theirs = Array.from({ length: THEIRS }, (_, i) => story(OLD + FRESH + i, own));
  // Some lie where they were left: the board has something that burns.
  const late = Array.from({ length: LATE }, (_, i) =>
    story(OLD + FRESH + THEIRS + i, { ...anywhere, days: [12, 25] }),
  );
  return [...old, ...fresh, ...theirs, ...late].toSorted(
    (a, b) => a.reportedAt.getTime() - b.reportedAt.getTime(),
  );
}

function story(index: number, { now, homes, kinds, days }: Scope): Story {
  const chance = new Chance(index * 2_654_435 + 99);
  const kind = kinds ? chance.pick(kinds) : pickKind(chance);
  const home = chance.pick(homes);
  const reportedAt = byDay(new Date(now.getTime() - chance.between(...days) * DAY), chance);
  const place = `${home.name}${chance.happens(0.4) ? '东侧' : '门口'}`;
  const onSpot = !kinds && chance.happens(0.16);
  const description = chance.pick(kind.texts).replace('{place}', place);
  return {
    index,
    kind,
    unit: kind.unit,
    source: onSpot ? 'worker' : sourceOf(chance),
    reportedAt: new Date(Math.min(reportedAt.getTime(), now.getTime() - 5 * MINUTE)),
    description,
    address: `梧桐街道${place}`,
    gridCode: home.gridCode,
    location: near(home, chance),
    steps: onSpot
      ? [
          {
            at: new Date(reportedAt.getTime() + chance.between(4, 25) * MINUTE),
            move: 'solve_on_spot' as const,
            words: kind.done,
          },
        ].filter((s) => s.at < now)
      : stationOf(index, courseOf(kind, reportedAt, chance)).filter((step) => step.at < now),
  };
}

/** Of the newest matters every other one rests at a station, so that there is work for everybody at any hour. */
function stationOf(index: number, steps: readonly StoryStep[]): readonly StoryStep[] {
  if (index >= OLD + FRESH + THEIRS) return steps.slice(0, 3 + (index % 2));
  if (index >= OLD + FRESH) return steps.slice(0, 2 + (index % 3));
  return index < OLD || index % 2 === 1 ? steps : steps.slice(0, Math.floor(index / 2) % 6);
}

function sourceOf(chance: Chance): Story['source'] {
  const x = chance.next();
  if (x < 0.34) return 'resident';
  if (x < 0.62) return 'guest';
  return x < 0.9 ? 'worker' : 'desk';
}

/** Most people report between 7 and 22 o'clock in China. */
function byDay(at: Date, chance: Chance): Date {
  const hour = 8 + Math.floor(chance.next() * 12);
  const local = new Date(at.getTime() + 8 * HOUR);
  if (local.getUTCHours() >= 7 && local.getUTCHours() < 22) return at;
  local.setUTCHours(hour);
  return new Date(local.getTime() - 8 * HOUR);
}

/** Offices work from 8:30 to 18:00. */
function inOffice(at: Date): Date {
  const local = new Date(at.getTime() + 8 * HOUR);
  const minutes = local.getUTCHours() * 60 + local.getUTCMinutes();
  if (minutes < 510) local.setUTCHours(8, 30 + (minutes % 30));
  else if (minutes >= 1_080) {
    local.setUTCDate(local.getUTCDate() + 1);
    local.setUTCHours(8, 30 + (minutes % 30));
  }
  return new Date(local.getTime() - 8 * HOUR);
}

/** The steps of the seven stages with the delays of real offices; some wait, some are late, some come back. */
function courseOf(kind: ReportKind, reportedAt: Date, chance: Chance): StoryStep[] {
  const steps: StoryStep[] = [];
  let at = reportedAt;
  const then = (move: StoryMove, minutes: number, words?: string): void => {
    at = inOffice(new Date(at.getTime() + minutes * MINUTE));
    steps.push(words === undefined ? { at, move } : { at, move, words });
  };
  if (chance.happens(0.05)) {
    then(
      'refuse',
      chance.between(10, 90),
      chance.happens(0.5)
        ? '经现场核实，未发现所述情况。'
        : '属物业合同内部事项，已告知业主大会途径。',
    );
    return steps;
  }
  then('file', chance.between(4, 70));
  then('dispatch', chance.between(3, 80));
  if (chance.happens(0.07)) {
    then('hand_back', chance.between(30, 240), '现场查看后认为不属本单位职责，建议改派。');
    then('dispatch', chance.between(10, 120));
  }
  then('accept', chance.between(6, 150));
  then('start', chance.between(5, 90));
  const slow = chance.happens(0.14);
  then('finish', slow ? chance.between(3_000, 9_000) : chance.between(40, 900), kind.done);
  if (chance.happens(0.07)) {
    then('rework', chance.between(60, 600), '现场仍有遗留，未达到结案条件。');
    then('finish', chance.between(60, 1_200), `${kind.done}遗留部分已补做。`);
  }
  then('verify', chance.between(60, 1_400), '现场核查属实，同意结案。');
  return steps;
}

function near(home: DemoBuilding, chance: Chance): Position {
  const corners = home.ring.slice(0, -1);
  const middle = corners.reduce<Position>(
    (sum, [x, y]) => [sum[0] + x / corners.length, sum[1] + y / corners.length],
    [0, 0],
  );
  const round = (value: number): number => Math.round(value * 1e6) / 1e6;
  return [
    round(middle[0] + chance.between(-6e-5, 6e-5)),
    round(middle[1] + chance.between(-5e-5, 5e-5)),
  ];
}
