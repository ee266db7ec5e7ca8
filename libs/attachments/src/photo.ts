import { open } from 'node:fs/promises';
import sharp from 'sharp';
import { attachmentProblems } from './attachments.problems.js';
import { ACCEPTED, type Content, HEAD_BYTES, sniff } from './domain/sniff.js';

export const LONGEST_SIDE = 2_560;
export const THUMB_SIDE = 320;
export const MOST_PIXELS = 50_000_000;
const QUALITY = 80;

// One photo at a time needs one thread, and a cache of decoded pixels would only hold memory.
sharp.cache(false);
sharp.concurrency(1);

export interface Encoded {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/**
 * Reads a photo by its content and writes it anew, turned upright and without any metadata, with a small picture
 * beside it.
 * @throws a problem of this module for everything that is not a whole photo of a bearable size
 */
export async function reencode(
  source: string,
  target: { full: string; thumb: string },
): Promise<Encoded> {
  const content = sniff(await headOf(source));
  mustBeAccepted(content);
  try {
    return await encode(source, target, content);
  } catch (error) {
    throw problemOf(error);
  }
}

async function encode(
  source: string,
  target: { full: string; thumb: string },
  content: Content,
): Promise<Encoded> {
  const options = { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true } as const;
  const found = await sharp(source, options).metadata();
  if (found.format !== content) throw attachmentProblems.notAnImage({});
  if (found.width * found.height > MOST_PIXELS) throw tooManyPixels();
  const upright = sharp(source, options)
    .autoOrient()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true });
  const transparent = found.hasAlpha;
  const format = transparent
    ? upright.webp({ quality: QUALITY })
    : upright.jpeg({ quality: QUALITY, progressive: false });
  const full = await format.toFile(target.full);
  await sharp(target.full, options)
    .resize(THUMB_SIDE, THUMB_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toFile(target.thumb);
  const mime = transparent ? 'image/webp' : 'image/jpeg';
  return { mime, width: full.width, height: full.height, bytes: full.size };
}

function mustBeAccepted(content: Content): void {
  if (content === 'empty') throw attachmentProblems.empty({});
  if (content === 'svg') throw attachmentProblems.svg({});
  if (content === 'heic') throw attachmentProblems.heic({});
  if (!(ACCEPTED as readonly Content[]).includes(content)) throw attachmentProblems.notAnImage({});
}

function tooManyPixels(): Error {
  return attachmentProblems.tooManyPixels({ mostPixels: MOST_PIXELS });
}

/** What the decoder says is about the photo; what the file system says is about us. */
function problemOf(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'Problem' || 'syscall' in error) return error;
  if (/pixel limit/i.test(error.message)) return tooManyPixels();
  if (/no space left|permission denied|read-only/i.test(error.message)) return error;
  return attachmentProblems.damaged({});
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
