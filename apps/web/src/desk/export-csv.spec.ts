import { describe, expect, it } from 'vitest';
import { cell } from './export-csv';

describe('a cell of an exported list', () => {
  it('quotes what would break the row', () => {
    expect(cell('路灯不亮,"三天"了')).toBe('"路灯不亮,""三天""了"');
    expect(cell('两行\n文字')).toBe('"两行\n文字"');
  });

  it('disarms what a spreadsheet would calculate', () => {
    expect(cell('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"');
    expect(cell('+86 138')).toBe("'+86 138");
  });

  it('leaves numbers and nothing as they are', () => {
    expect([cell(12), cell(null), cell(undefined)]).toEqual(['12', '', '']);
  });
});
