import type { CalendarDay } from '../calendar/work-calendar.js';
import type { Language } from '@ingrid/kernel';
import type { Limit, LimitUnit, Words } from '../definition.js';

const CHINA_OFFSET = 8 * 3_600_000;
const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const UNITS: Readonly<Record<LimitUnit, Words>> = {
  working_hours: { zh: '工作时', en: 'working hour' },
  working_days: { zh: '工作日', en: 'working day' },
  natural_hours: { zh: '小时（自然时）', en: 'hour' },
};

/** `11月20日（周五）16:00` / `Fri 20 Nov 16:00`, China time; the year is said where it is not the reader's. */
export function sayMoment(iso: string, lang: Language, now: Date): string {
  const at = new Date(Date.parse(iso) + CHINA_OFFSET);
  const year = at.getUTCFullYear();
  const otherYear = year !== new Date(now.getTime() + CHINA_OFFSET).getUTCFullYear();
  const time = at.toISOString().slice(11, 16);
  const weekday = WEEKDAYS[lang][at.getUTCDay()] ?? '';
  const [month, day] = [at.getUTCMonth(), String(at.getUTCDate())];
  if (lang === 'zh') {
    return `${otherYear ? `${String(year)}年` : ''}${String(month + 1)}月${day}日（${weekday}）${time}`;
  }
  return `${weekday} ${day} ${MONTHS[month] ?? ''}${otherYear ? ` ${String(year)}` : ''} ${time}`;
}

/** `4 工作时` / `4 working hours`. */
export function sayLimit(limit: Limit, lang: Language): string {
  return sayAmount(limit.amount, limit.unit, lang);
}

function sayAmount(amount: number, unit: LimitUnit, lang: Language): string {
  const plural = lang === 'en' && amount !== 1 ? 's' : '';
  return `${String(amount)} ${UNITS[unit][lang]}${plural}`;
}

/** A length of time as its unit counts it, to the minute: `1 工作日 2 工作时 30 分`. */
export function sayLength(ms: number, unit: LimitUnit, dayMs: number, lang: Language): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const perDay = unit === 'working_days' ? Math.round(dayMs / 60_000) : Infinity;
  const days = perDay === Infinity ? 0 : Math.floor(minutes / perDay);
  const rest = minutes - (days === 0 ? 0 : days * perDay);
  const hours = Math.floor(rest / 60);
  const hourUnit = unit === 'natural_hours' ? 'natural_hours' : 'working_hours';
  const parts: string[] = [];
  if (days > 0) parts.push(sayAmount(days, 'working_days', lang));
  if (hours > 0) parts.push(sayAmount(hours, hourUnit, lang));
  if (rest % 60 > 0 || parts.length === 0) {
    parts.push(`${String(rest % 60)} ${lang === 'zh' ? '分钟' : 'min'}`);
  }
  return parts.join(' ');
}

/** What lies between start and due: `跨过周末和国庆节假期，其中 10月10日调休上班`. Empty when nothing does. */
export function saySkipped(days: readonly CalendarDay[], lang: Language): string {
  const names = new Set<string>();
  const moved: string[] = [];
  for (const { date, works, holiday } of days) {
    if (!works) names.add(holiday ? nameOf(holiday, lang) : lang === 'zh' ? '周末' : 'the weekend');
    else if (holiday) moved.push(sayDay(date, lang));
  }
  const parts: string[] = [];
  if (names.size > 0) parts.push(sayNames([...names], lang));
  if (moved.length > 0) {
    parts.push(
      lang === 'zh'
        ? `其中 ${moved.join('、')} 调休上班`
        : `counts the working weekend ${moved.join(', ')}`,
    );
  }
  return parts.join(lang === 'zh' ? '，' : ', ');
}

function nameOf(holiday: { name: string; nameEn?: string }, lang: Language): string {
  return lang === 'zh' ? `${holiday.name}假期` : (holiday.nameEn ?? holiday.name);
}

function sayNames(names: readonly string[], lang: Language): string {
  const head = names.slice(0, -1);
  const last = names.at(-1) ?? '';
  if (lang === 'zh') return `跨过${head.length > 0 ? `${head.join('、')}和` : ''}${last}`;
  return `skips ${head.length > 0 ? `${head.join(', ')} and ` : ''}${last}`;
}

function sayDay(date: string, lang: Language): string {
  const [, month, day] = date.split('-').map(Number);
  if (lang === 'zh') return `${String(month)}月${String(day)}日`;
  return `${String(day)} ${MONTHS[(month ?? 1) - 1] ?? ''}`;
}
