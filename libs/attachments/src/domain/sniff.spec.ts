import { describe, expect, it } from '@jest/globals';
import { sniff } from './sniff.js';

describe('what a file is', () => {
  it.each([
    ['jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['gif', Buffer.from('GIF89a')],
    ['webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1')],
    ['heic', Buffer.from('\0\0\0\x18ftypheic', 'latin1')],
    ['svg', Buffer.from('<?xml version="1.0"?>\n<!-- x --><svg xmlns="x">')],
    ['svg', Buffer.from('\ufeff<svg onload="alert(1)"/>', 'utf16le')],
    ['empty', Buffer.alloc(0)],
    ['other', Buffer.from('%PDF-1.7')],
    ['other', Buffer.from('MZ')],
    ['other', Buffer.from([0xff, 0xd8])],
  ] as const)('is told by its first bytes: %s', (content, head) => {
    expect(sniff(head)).toBe(content);
  });
});
