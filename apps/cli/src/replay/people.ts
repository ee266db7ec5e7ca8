import { type LiveActivityWire, type MoveWire } from '@ingrid/contract';
import { type Api } from './api.js';
import { Listener } from './listener.js';
import { evidencePhoto } from './photo.js';

/** The running number of each matter within its day, as heard when it was reported: who does what is decided by it. */
export class Turns {
  private readonly known = new Map<string, number>();

  hear({ subjectType, subjectId, data }: LiveActivityWire): void {
    const digits =
      subjectType === 'incident' ? /(\d+)$/.exec(String(data['number']))?.[1] : undefined;
    if (digits !== undefined) this.known.set(subjectId, Number(digits));
  }

  of(incidentId: string): number {
    return this.known.get(incidentId) ?? 0;
  }
}

const PATROLS_FIND_EVERY = 12;
const PUT_ASIDE_EVERY = 11;
const FALSE_DONE_EVERY = 8;

interface Post {
  readonly api: Api;
  readonly room: string;
  readonly turns: Turns;
}

const isTaskFor = (activity: LiveActivityWire, kind: string): boolean =>
  activity.type === 'task.opened' && activity.data['kind'] === kind;

const incidentOf = (activity: LiveActivityWire): string => String(activity.data['incidentId']);

/** Files what is a matter of the street, and says no to the rest with a reason. */
export function dispatcher({ api, room }: Post): Listener {
  const desk: Listener = new Listener(api, [room], ({ type, subjectId, data }) => {
    if (type === 'incident.noted' && Array.isArray(data['held']))
      desk.act(() => release(api, subjectId));
    if (type !== 'incident.reported') return;
    desk.act(async () => {
      const { categoryCode } = data;
      if (typeof categoryCode === 'string')
        await move(api, subjectId, { move: 'file', categoryCode });
      else
        await move(api, subjectId, {
          move: 'refuse',
          reason: '属咨询建议类，不属街道网格事项，已转 12345 答复。',
        });
    });
  });
  return desk;
}

async function release(api: Api, id: string): Promise<void> {
  await api.post(`/incidents/${id}/moderation`, { decision: 'release', reason: '看过，属实' });
}

/** Somebody who handles: a grid worker, or a clerk of a department. */
export class Handler {
  readonly listener: Listener;
  /** Put aside: done only when {@link catchUp} is called. */
  private aside: string[] = [];

  constructor(
    private readonly post: Post,
    private readonly who: {
      readonly personId: string;
      readonly unitId?: string;
      readonly patrols: boolean;
    },
  ) {
    this.listener = new Listener(post.api, [post.room], (activity) => {
      this.hear(activity);
    });
  }

  isAside(incidentId: string): boolean {
    return this.aside.includes(incidentId);
  }

  /** Does what was put aside, in the order it came: the first `share` of it. */
  catchUp(share = 1): void {
    const count = Math.ceil(this.aside.length * share);
    for (const id of this.aside.splice(0, count)) this.listener.act(() => this.handle(id));
  }

  private hear(activity: LiveActivityWire): void {
    const { post, who } = this;
    post.turns.hear(activity);
    if (activity.type === 'incident.reported' && who.patrols) {
      const { subjectId } = activity;
      if (post.turns.of(subjectId) % PATROLS_FIND_EVERY === 5)
        this.listener.act(() => this.solve(subjectId));
      return;
    }
    if (!isTaskFor(activity, 'handle')) return;
    const { assigneeId, unitId } = activity.data;
    if (assigneeId !== who.personId && (who.unitId === undefined || unitId !== who.unitId)) return;
    const id = incidentOf(activity);
    if (activity.data['state'] === 'open' && post.turns.of(id) % PUT_ASIDE_EVERY === 3)
      this.aside.push(id);
    else this.listener.act(() => this.handle(id));
  }

  /** 当场处置: whoever of the two comes by first. */
  private async solve(id: string): Promise<void> {
    const photo = await this.photo(id);
    await move(this.post.api, id, {
      move: 'solve_on_spot',
      note: '巡查到场，当场处理完毕。',
      attachmentIds: [photo],
    });
  }

  private async handle(id: string): Promise<void> {
    const { api } = this.post;
    const moves = await api.get<MoveWire[]>(`/incidents/${id}/moves`);
    const isOpen = (name: string): boolean => moves.some((m) => m.move === name && m.open);
    if (isOpen('accept')) {
      await move(api, id, { move: 'accept' });
      await move(api, id, { move: 'start' });
    }
    const photo = await this.photo(id);
    const again = !isOpen('accept');
    const note = again ? '已按核查意见返工，现场照片见附件。' : '已到现场处置，照片见附件。';
    await move(api, id, { move: 'finish', note, attachmentIds: [photo] });
  }

  private async photo(id: string): Promise<string> {
    const bytes = await evidencePhoto(this.post.turns.of(id));
    const file = { name: 'evidence.jpg', bytes, type: 'image/jpeg' };
    return (await this.post.api.upload<{ id: string }>('/attachments', file)).id;
  }
}

/** Checks what others did; some of it is not true at the first look. */
export class Inspector {
  readonly listener: Listener;
  readonly sentBack = new Set<string>();

  constructor(private readonly post: Post) {
    this.listener = new Listener(post.api, [post.room], (activity) => {
      if (isTaskFor(activity, 'verify')) this.listener.act(() => this.check(incidentOf(activity)));
    });
  }

  private async check(id: string): Promise<void> {
    const isFalse = this.post.turns.of(id) % FALSE_DONE_EVERY === 2 && !this.sentBack.has(id);
    if (!isFalse) {
      await move(this.post.api, id, { move: 'verify', note: '现场核查，已解决。' });
      return;
    }
    this.sentBack.add(id);
    await move(this.post.api, id, { move: 'rework', reason: '现场核查，问题仍在，请返工。' });
  }
}

async function move(api: Api, id: string, request: object): Promise<void> {
  await api.post(`/incidents/${id}/moves`, request);
}
