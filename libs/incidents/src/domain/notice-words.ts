import { type Language } from '@ingrid/kernel';

/** What the placeholders of a template stand for; absent ones are said to be unknown. */
export interface NoticeFacts {
  readonly number: string;
  readonly title: string;
  readonly reason: string | null;
  readonly note: string | null;
  readonly assignee: string | null;
  readonly dueAt: Date | null;
}

const CHINA = {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
} as const;
const DAYS = {
  zh: new Intl.DateTimeFormat('zh-CN', { ...CHINA, month: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { ...CHINA, month: 'short' }),
};

/** Fills `{number}`, `{title}`, `{reason}`, `{note}`, `{due}` and `{assignee}` of a process definition's template. */
export function fillTemplate(template: string, facts: NoticeFacts, language: Language): string {
  const zh = language === 'zh';
  const values: Readonly<Record<string, string>> = {
    number: facts.number,
    title: facts.title,
    reason: facts.reason ?? (zh ? '未注明' : 'none given'),
    note: facts.note ?? (zh ? '（没有文字说明）' : '(no words)'),
    due:
      facts.dueAt === null ? (zh ? '规定时限' : 'its limit') : DAYS[language].format(facts.dueAt),
    assignee: facts.assignee ?? (zh ? '承办单位' : 'the unit in charge'),
  };
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
