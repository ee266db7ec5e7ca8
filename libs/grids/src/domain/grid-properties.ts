import { characterCount, isCleanText } from '@ingrid/kernel';
import { isRegionCode } from './region-code.js';
import { fault, type RowFault, type RowFaultCode } from './row-faults.js';

/** What a feature's properties say about a grid. */
export interface GridFacts {
  readonly code: string;
  readonly name: string;
  /** Null: not given. */
  readonly communityCode: string | null;
  readonly kind: 'general' | 'special';
  readonly extent: string | null;
  readonly households: number | null;
  readonly supervisionPhone: string | null;
}

type Field = 'code' | 'name' | 'community' | 'kind' | 'extent' | 'households' | 'phone';

const SYNONYMS: Record<Field, readonly string[]> = {
  code: ['code', 'gridcode', '代码', '编码', '网格代码', '网格编码', '网格编号', 'wgbm'],
  name: ['name', 'gridname', '名称', '网格名称', 'wgmc'],
  community: [
    'communitycode',
    'parentcode',
    'parent',
    '社区代码',
    '上级代码',
    '所属社区代码',
    '村居代码',
    'sqbm',
  ],
  kind: ['kind', 'type', '类型', '网格类型'],
  extent: ['extent', '范围', '四至', '四至范围', '网格范围'],
  households: ['households', '户数', '住户数'],
  phone: ['supervisionphone', '监督电话'],
};
const KINDS: readonly (readonly [GridFacts['kind'], RegExp])[] = [
  ['general', /^(general|综合|综合网格|基础网格|一般网格)$/i],
  ['special', /^(special|专属|专属网格|专业网格)$/i],
];
const PHONE = /^(\+?\d{1,3}[- ]?)?[\d-]{5,16}$/;
const LONGEST_NAME = 200;
const LONGEST_EXTENT = 2_000;
const MOST_HOUSEHOLDS = 1_000_000;

/** Reads the properties of one feature; `position` counts features from 1. */
export function readGridFacts(
  properties: Readonly<Record<string, unknown>>,
  position: number,
): { facts: GridFacts } | { faults: RowFault[] } {
  const given = new Map(
    Object.entries(properties).map(([key, value]) => [plain(key), { key, value }]),
  );
  const field = (name: Field): Given => {
    const found = SYNONYMS[name]
      .map((word) => given.get(word))
      .find((entry) => entry !== undefined);
    return { title: found?.key ?? name, text: textOf(found?.value) };
  };
  const faults: RowFault[] = [];
  const refuse = (code: RowFaultCode, { title: column, text: value }: Given): void => {
    faults.push(fault(code, { position, column, value }));
  };
  const facts = {
    code: codeOf(field('code'), refuse),
    name: words(field('name'), LONGEST_NAME, refuse) ?? '',
    communityCode: emptyAsNull(field('community').text),
    kind: kindOf(field('kind'), refuse),
    extent: words(field('extent'), LONGEST_EXTENT, refuse),
    households: countOf(field('households'), refuse),
    supervisionPhone: phoneOf(field('phone'), refuse),
  };
  if (facts.name === '' && faults.length === 0) refuse('missing_name', field('name'));
  return faults.length > 0 ? { faults } : { facts };
}

interface Given {
  readonly title: string;
  readonly text: string;
}
type Refuse = (code: RowFaultCode, given: Given) => void;

function plain(key: string): string {
  return key.replaceAll(/[\s_-]/g, '').toLowerCase();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

function emptyAsNull(text: string): string | null {
  return text === '' ? null : text;
}

function codeOf(given: Given, refuse: Refuse): string {
  if (given.text === '') refuse('missing_code', given);
  else if (!isRegionCode(given.text)) refuse('bad_code', given);
  return given.text;
}

function words(given: Given, longest: number, refuse: Refuse): string | null {
  if (!isCleanText(given.text)) refuse('control_characters', { ...given, text: '' });
  else if (characterCount(given.text) > longest) refuse('text_too_long', given);
  return emptyAsNull(given.text);
}

function kindOf(given: Given, refuse: Refuse): GridFacts['kind'] {
  if (given.text === '') return 'general';
  const kind = KINDS.find(([, pattern]) => pattern.test(given.text))?.[0];
  if (!kind) refuse('bad_kind', given);
  return kind ?? 'general';
}

function countOf(given: Given, refuse: Refuse): number | null {
  if (given.text === '') return null;
  const count = Number(given.text);
  if (Number.isSafeInteger(count) && count >= 0 && count <= MOST_HOUSEHOLDS) return count;
  refuse('bad_number', given);
  return null;
}

function phoneOf(given: Given, refuse: Refuse): string | null {
  if (given.text !== '' && !PHONE.test(given.text)) refuse('bad_phone', given);
  return emptyAsNull(given.text);
}
