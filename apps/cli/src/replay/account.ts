import { type Language } from '@ingrid/kernel';
import { type JourneyResult } from './journey.js';

/** What happened, line by line, every rate with its formula and its counts. */
export function accountOf(result: JourneyResult, language: Language): string[] {
  return language === 'zh' ? inChinese(result) : inEnglish(result);
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((part / whole) * 100).toFixed(2)}%`;

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([word, count]) => `${word} ${count}`).join(' · ');

function inChinese(r: JourneyResult): string[] {
  const { places, figures: f } = r;
  return [
    '—— 真实数据演练 ——',
    `区域：南山区 ${places.streets} 个街道、${places.communities} 个社区；${places.streetName}沿道路划出 ${places.grids.accepted} 个网格`,
    `底图：${places.base.accepted} 个图形；未收 ${places.base.refused} 个`,
    ...places.base.faults.map((fault) => `  第 ${fault.position} 项 ${fault.words}`),
    `居民留言：${r.messages} 条（时间为文字 ${r.datesAsText} 条，为表格日期 ${r.datesAsNumbers} 条；过长截短 ${r.shortened} 条；先经人工看过 ${r.held} 条）`,
    `按关键词提出类别：${r.proposed} 条，其余由派遣员不予受理并说明理由`,
    `提示疑似重复：${r.withDuplicates} 条留言，共 ${r.duplicates} 次`,
    `现在的状态：${listed(f.byState)}`,
    `怎样结束的：${listed(f.byEnding)}`,
    `返工：核查退回 ${r.sentBack} 件；临期和超期提醒 ${r.escalations} 次`,
    `按期结案率 = 按期结案数 ÷ 应结案数 = ${f.closedInTime} ÷ ${f.due} = ${percent(f.closedInTime, f.due)}`,
    `  立案 ${f.filed} 件；应结案 = 立案后已结案的，加上已过期限未结案的（未到期的不算）；当场处置 ${f.onSpot} 件另计`,
    `结案率 = 结案数 ÷ 应结案数 = ${f.closed} ÷ ${f.due} = ${percent(f.closed, f.due)}`,
    `用时 ${r.seconds.toFixed(1)} 秒`,
  ];
}

function inEnglish(r: JourneyResult): string[] {
  const { places, figures: f } = r;
  return [
    '—— Replay of real data ——',
    `Regions: 南山区 with ${places.streets} streets and ${places.communities} communities; ${places.grids.accepted} grids drawn along the roads of ${places.streetName}`,
    `Base map: ${places.base.accepted} shapes; ${places.base.refused} refused`,
    ...places.base.faults.map((fault) => `  item ${fault.position} ${fault.words}`),
    `Messages: ${r.messages} (date as text in ${r.datesAsText}, as a spreadsheet date in ${r.datesAsNumbers}; ${r.shortened} shortened; ${r.held} looked at by a person first)`,
    `Category proposed by keyword: ${r.proposed}; the dispatcher did not accept the rest, with the reason`,
    `Likely duplicates shown: for ${r.withDuplicates} messages, ${r.duplicates} in all`,
    `States now: ${listed(f.byState)}`,
    `Endings: ${listed(f.byEnding)}`,
    `Sent back for rework: ${r.sentBack}; reminders of clocks: ${r.escalations}`,
    `On-time rate = closed in time ÷ due for closing = ${f.closedInTime} ÷ ${f.due} = ${percent(f.closedInTime, f.due)}`,
    `  filed ${f.filed}; due for closing = filed and closed, or filed and past the deadline (what is not yet due is left out); ${f.onSpot} solved on the spot are counted apart`,
    `Closing rate = closed ÷ due for closing = ${f.closed} ÷ ${f.due} = ${percent(f.closed, f.due)}`,
    `Took ${r.seconds.toFixed(1)} s`,
  ];
}
