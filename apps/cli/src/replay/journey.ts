import { setTimeout as pause } from 'node:timers/promises';
import { type CategoryTreeWire, type LiveActivityWire, type ReportAnswer } from '@ingrid/contract';
import { type Api } from './api.js';
import { shortened } from './clean.js';
import { type ResidentMessage, residentsMessages } from './data.js';
import { type Figures, figuresOf } from './figures.js';
import { Listener } from './listener.js';
import { dispatcher, Handler, Inspector, Turns } from './people.js';
import { categoryProposer } from './propose-category.js';
import { hireStaff, importPlaces, type Places, type Staff, WORKERS } from './setting.js';
import { placer } from './street.js';

export interface JourneyOptions {
  /** Somebody with every right, on an installation without regions. */
  readonly admin: Api;
  readonly folder: string;
  /** For the accounts that are made. */
  readonly password: string;
  /** Moves the server's clock on; without it everything happens in real time. */
  readonly advance?: (milliseconds: number) => void;
  readonly say?: (line: string) => void;
}

export interface JourneyResult {
  readonly places: Places;
  readonly messages: number;
  readonly datesAsText: number;
  readonly datesAsNumbers: number;
  readonly proposed: number;
  readonly shortened: number;
  readonly held: number;
  readonly withDuplicates: number;
  readonly duplicates: number;
  readonly escalations: number;
  readonly sentBack: number;
  readonly beaten: number;
  readonly figures: Figures;
  readonly seconds: number;
}

const DAYS = 8;
const LATE_AFTER_DAYS = 9;
const DAY_MS = 86_400_000;
const REPORTERS = 4;
const SETTLED_WITHIN_MS = 180_000;
const LONGEST_TEXT = 1_900;
const CLOSED = new Set(['closed', 'refused', 'withdrawn', 'merged']);

/** Real data through the whole program: places, people, 376 messages, and everything that follows from them. */
export async function replay(options: JourneyOptions): Promise<JourneyResult> {
  const journey = new Journey(options);
  try {
    return await journey.run();
  } finally {
    journey.close();
  }
}

interface Crew {
  readonly listeners: readonly Listener[];
  readonly handlers: readonly Handler[];
  readonly inspector: Inspector;
}

class Journey {
  private readonly begun = Date.now();
  private readonly turns = new Turns();
  private readonly states = new Map<string, string>();
  private readonly answers: ReportAnswer[] = [];
  private crew: Crew | null = null;
  private escalations = 0;
  private cut = 0;
  private proposed = 0;

  constructor(private readonly options: JourneyOptions) {}

  async run(): Promise<JourneyResult> {
    const { admin, folder, password } = this.options;
    const messages = await residentsMessages(folder);
    this.say(`导入南山区、建筑、道路，沿路划格……`);
    const places = await importPlaces(admin, folder);
    const staff = await hireStaff(admin, places, password);
    const crew = await this.gather(places, staff);
    const tree = await admin.get<CategoryTreeWire>('/categories');
    const propose = categoryProposer(tree.items);
    const placeOf = placer(places.drawn);
    const perDay = Math.ceil(messages.length / DAYS);
    for (let day = 0; day < DAYS; day += 1) {
      const batch = messages.slice(day * perDay, (day + 1) * perDay);
      await this.report(batch, (message) => ({
        ...this.textOf(message),
        location: placeOf(message.title, message.number),
        ...this.categoryOf(propose(message.title, message.text)),
        contact: { phone: phoneOf(message) },
      }));
      await this.settled(crew);
      this.say(`第 ${day + 1} 天：上报 ${batch.length} 件，累计 ${this.answers.length} 件`);
      this.options.advance?.(DAY_MS);
      // Some catch up while there is time, the others when it is too late.
      if (day === DAYS - 3) await this.catchUp(crew, 0.6);
    }
    this.options.advance?.((LATE_AFTER_DAYS - 3) * DAY_MS);
    await pause(this.options.advance ? 2_500 : 0);
    await this.catchUp(crew, 1);
    return this.result(places, messages, crew);
  }

  close(): void {
    for (const listener of this.crew?.listeners ?? []) listener.close();
  }

  private async gather({ streetPath }: Places, staff: Staff): Promise<Crew> {
    const { turns } = this;
    const post = (login: string): { api: Api; room: string; turns: Turns } => ({
      api: staff.person(login).api,
      room: `region:${streetPath}`,
      turns,
    });
    const workers = WORKERS.map(
      (login) =>
        new Handler(post(login), {
          personId: staff.person(login).personId,
          patrols: login === 'wang',
        }),
    );
    const clerk = new Handler(post('liu'), {
      personId: staff.person('liu').personId,
      unitId: staff.unitId,
      patrols: false,
    });
    const inspector = new Inspector(post('chen'));
    const watcher = new Listener(this.options.admin, [`region:${streetPath}`], (activity) => {
      this.watch(activity);
    });
    const handlers = [...workers, clerk];
    const listeners = [
      watcher,
      dispatcher(post('zhao')),
      ...handlers.map((h) => h.listener),
      inspector.listener,
    ];
    this.crew = { listeners, handlers, inspector };
    for (const listener of listeners) await listener.open();
    return this.crew;
  }

  private watch({ type, subjectType, subjectId, data }: LiveActivityWire): void {
    if (type === 'incident.escalated') this.escalations += 1;
    const { to } = data;
    if (subjectType === 'incident' && typeof to === 'string') this.states.set(subjectId, to);
  }

  /** A few residents at a time, each with an own telephone and without an account. */
  private async report(
    batch: readonly ResidentMessage[],
    requestFor: (message: ResidentMessage) => object,
  ): Promise<void> {
    const { admin } = this.options;
    const anybody = admin.anonymous();
    const waiting = [...batch];
    const one = async (): Promise<void> => {
      for (let message = waiting.shift(); message; message = waiting.shift()) {
        const key = `replay-message-${message.number.padStart(8, '0')}`;
        this.answers.push(await anybody.post<ReportAnswer>('/incidents', requestFor(message), key));
      }
    };
    await Promise.all(Array.from({ length: REPORTERS }, one));
  }

  private textOf({ title, text, at }: ResidentMessage): { title: string; description: string } {
    const kept = shortened(text, LONGEST_TEXT);
    if (kept !== text) this.cut += 1;
    const written = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    return { title: shortened(title, 60), description: `${kept}\n（原留言时间 ${written}）` };
  }

  private categoryOf(proposal: { code: string; answers: Record<string, string> } | null): object {
    if (!proposal) return {};
    this.proposed += 1;
    return { categoryCode: proposal.code, answers: proposal.answers };
  }

  private async catchUp(crew: Crew, share: number): Promise<void> {
    for (const handler of crew.handlers) handler.catchUp(share);
    await this.settled(crew);
  }

  /** Everything reported has come to an end or was put aside. @throws Error that names what is stuck */
  private async settled({ listeners, handlers }: Crew): Promise<void> {
    const until = Date.now() + SETTLED_WITHIN_MS;
    const isDone = (id: string): boolean =>
      CLOSED.has(this.states.get(id) ?? '') || handlers.some((h) => h.isAside(id));
    for (;;) {
      const failures = listeners.flatMap((listener) => listener.failures);
      if (failures.length > 0) throw new Error(`演练中断：${failures.slice(0, 3).join('；')}`);
      const open = this.answers.filter(({ id }) => !isDone(id));
      if (open.length === 0 && listeners.every((listener) => listener.isIdle)) return;
      if (Date.now() > until) {
        const stuck = open.slice(0, 5).map((a) => `${a.number} ${this.states.get(a.id) ?? '?'}`);
        throw new Error(`有 ${open.length} 件没有办下去：${stuck.join('，')}`);
      }
      await pause(50);
    }
  }

  private async result(
    places: Places,
    messages: readonly ResidentMessage[],
    crew: Crew,
  ): Promise<JourneyResult> {
    const suggested = this.answers.map((answer) => answer.possibleDuplicates.length);
    return {
      places,
      messages: messages.length,
      datesAsText: messages.filter(({ form }) => form === 'text').length,
      datesAsNumbers: messages.filter(({ form }) => form === 'spreadsheet').length,
      proposed: this.proposed,
      shortened: this.cut,
      held: this.answers.filter(({ held }) => held === true).length,
      withDuplicates: suggested.filter((count) => count > 0).length,
      duplicates: suggested.reduce((sum, count) => sum + count, 0),
      escalations: this.escalations,
      sentBack: crew.inspector.sentBack.size,
      beaten: crew.listeners.reduce((sum, { beaten }) => sum + beaten, 0),
      figures: await figuresOf(
        this.options.admin,
        this.answers.map(({ id }) => id),
      ),
      seconds: (Date.now() - this.begun) / 1_000,
    };
  }

  private say(line: string): void {
    this.options.say?.(line);
  }
}

/** An invented number; nobody is called in a replay. */
function phoneOf({ number }: ResidentMessage): string {
  return `13000${number.padStart(6, '0').slice(-6)}`;
}
