/** What a file is by its first bytes; its name and declared type are never asked. */
export type Content = 'jpeg' | 'png' | 'gif' | 'webp' | 'heic' | 'svg' | 'empty' | 'other';

export const ACCEPTED = ['jpeg', 'png', 'gif', 'webp'] as const satisfies readonly Content[];

/** Bytes needed for {@link sniff}. */
export const HEAD_BYTES = 512;

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

export function sniff(head: Buffer): Content {
  if (head.length === 0) return 'empty';
  if (begins(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const text = head.toString('latin1');
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.slice(4, 8) === 'ftyp' && HEIC_BRANDS.includes(text.slice(8, 12))) return 'heic';
  // Also behind a byte order mark, a declaration, comments and white space, and in UTF-16.
  if (/<(svg|\w+:svg)[\s>/]/i.test(text.replaceAll('\u0000', ''))) return 'svg';
  return 'other';
}

function begins(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}
