import { type Language } from '@ingrid/kernel';
import { type ProcessDefinition } from '@ingrid/workflow';

/** One row of the record with what stands beside it, ready to be said. */
export interface Happening {
  readonly type: string;
  /** Name of who acted, already chosen for the reader: a resident's name may be held back. */
  readonly actor: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly assignee: string | null;
  readonly reason: string | null;
  readonly note: string | null;
}

const LANES: Readonly<Record<string, Record<Language, string>>> = {
  resident: { zh: '居民', en: 'a resident' },
  worker: { zh: '网格员', en: 'a grid worker' },
  desk: { zh: '受理员（来电登记）', en: 'the desk for a caller' },
  open311: { zh: 'Open311', en: 'Open311' },
  sensor: { zh: '设备', en: 'a sensor' },
  import: { zh: '导入', en: 'an import' },
};

/** What happened, as people speak: `派遣员王敏 派给 市政所，理由：…`. */
export function sayHappening(
  what: Happening,
  definition: ProcessDefinition,
  language: Language,
): string {
  const zh = language === 'zh';
  const actor = what.actor ?? (zh ? '系统' : 'The system');
  switch (what.type) {
    case 'incident.reported':
      return sayReport(what, actor, zh);
    case 'incident.moved':
      return sayMove(what, definition, language);
    case 'incident.followed':
      return zh ? '有人关注了这件事' : 'Somebody follows this';
    case 'incident.escalated':
      return sayEscalation(what, definition, language);
    case 'incident.noted':
      return sayNote(what, actor, zh);
    default:
      return what.type;
  }
}

function sayReport(what: Happening, actor: string, zh: boolean): string {
  const lane = LANES[String(what.data['source'])];
  const who = what.actor ?? (zh ? lane?.zh : lane?.en) ?? actor;
  if (what.data['released'] === true)
    return zh
      ? `${actor} 审核通过，开始受理${part('，理由：', what.reason)}`
      : `${actor} released it after moderation${part('. Reason: ', what.reason)}`;
  return zh ? `${who} 上报` : `Reported by ${who}`;
}

function sayMove(what: Happening, definition: ProcessDefinition, language: Language): string {
  const name = String(what.data['move']);
  const label = definition.moves.find((move) => move.name === name)?.label[language] ?? name;
  const { actor, assignee, reason, note } = what;
  if (language === 'zh') {
    const given = `${part(' 给 ', assignee)}${part('，理由：', reason)}${part('：', note)}`;
    return `${actor ?? '系统'} ${label}${given}`;
  }
  return `${actor ?? 'The system'}: ${label}${part(' to ', assignee)}${part('. Reason: ', reason)}${part(': ', note)}`;
}

function part(lead: string, text: string | null): string {
  return text === null ? '' : `${lead}${text}`;
}

function sayEscalation(what: Happening, definition: ProcessDefinition, language: Language): string {
  const zh = language === 'zh';
  const name = String(what.data['clock']);
  const clock = definition.clocks.find((c) => c.name === name)?.label[language] ?? name;
  const isOverdue = definition.clocks
    .find((c) => c.name === name)
    ?.escalation.some((step) => step.level === what.data['level'] && 'overdue' in step.after);
  if (isOverdue === true)
    return zh
      ? `${clock}已超期，提醒第 ${String(what.data['level'])} 级`
      : `${clock} overdue, reminder level ${String(what.data['level'])}`;
  return zh ? `${clock}快到期，已提醒` : `${clock} due soon, reminder sent`;
}

function sayNote(what: Happening, actor: string, zh: boolean): string {
  if (what.data['held'] !== undefined)
    return zh ? '收到上报，等待审核' : 'Received, waiting for moderation';
  if (what.data['discarded'] === true)
    return zh
      ? `${actor} 审核后未予受理${part('，理由：', what.reason)}`
      : `${actor} did not accept it after moderation${part('. Reason: ', what.reason)}`;
  const said = what.note === null ? '' : zh ? `：${what.note}` : `: ${what.note}`;
  return zh
    ? `${actor} 补充记录（离线时完成的工作）${said}`
    : `${actor} added a note (work done offline)${said}`;
}
