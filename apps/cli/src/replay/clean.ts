const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;
const CHINA = '+08:00';
const WRITTEN = /^\s*(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*$/;

/** Text as a person would have typed it: no leading tabs, no empty lines, no characters that cannot be kept. */
export function cleanText(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return (
    text
      // eslint-disable-next-line no-control-regex -- exactly these are taken out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '')
      .toWellFormed()
      .replaceAll('\ufffd', '')
      .split(/[\r\n]+/)
      .map((line) => line.replaceAll(/[\t\u00a0\u3000 ]+/g, ' ').trim())
      .filter((line) => line !== '')
      .join('\n')
  );
}

export interface ReadDate {
  readonly at: Date;
  readonly form: 'text' | 'spreadsheet';
}

/** A date in either of the two forms in which spreadsheets hold it; local times are those of China. */
export function readDate(value: unknown): ReadDate | null {
  if (typeof value === 'number' && Number.isFinite(value)) {
    const local = Math.round((value * DAY) / 1_000) * 1_000 + SPREADSHEET_EPOCH;
    return { at: new Date(local - 8 * 3_600_000), form: 'spreadsheet' };
  }
  const at = typeof value === 'string' ? writtenDate(value) : null;
  return at && { at, form: 'text' };
}

function writtenDate(text: string): Date | null {
  const parts = WRITTEN.exec(text)?.slice(1);
  if (!parts) return null;
  const two = (at: number): string => (parts[at] ?? '').padStart(2, '0');
  const at = new Date(`${two(0)}-${two(1)}-${two(2)}T${two(3)}:${two(4)}:${two(5)}${CHINA}`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The text, or its beginning with a word on what was left out, in at most so many characters. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  return `${characters.slice(0, most - 10).join('')}……（后略）`;
}
