import { type MultipartFile, type MultipartValue } from '@fastify/multipart';
import { isCleanText, isProblem } from '@ingrid/kernel';
import { requestProblems } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { importProblems } from './import.problems.js';
import { ImportFiles } from './import-files.js';

export interface Upload {
  readonly importId: string;
  readonly path: string;
  readonly fileName: string;
  readonly parent?: string;
  readonly coordinateSystem?: string;
}

const FIELDS = ['parent', 'coordinateSystem'] as const;
type Field = (typeof FIELDS)[number];
const LONGEST_FIELD = 300;
const LONGEST_NAME = 200;

/** Receives the file of an import, streamed to disk, and the fields beside it. */
@Injectable()
export class ImportUploads {
  constructor(@Inject(ImportFiles) private readonly files: ImportFiles) {}

  /**
   * Runs `act` with the received file. When it answers for another import (a repeated request) or throws, the file is
   * removed again. @throws imports.no_file, imports.interrupted, request.invalid, request.too_large
   */
  async received<T extends { id: string }>(
    request: FastifyRequest,
    importId: string,
    act: (upload: Upload, fingerprint: string) => Promise<T>,
  ): Promise<T> {
    if (!request.isMultipart()) throw requestProblems.wrongType({});
    let kept = false;
    try {
      const { upload, fingerprint } = await this.read(request, importId).catch(brokenForm);
      const answer = await act(upload, fingerprint);
      kept = answer.id === importId;
      return answer;
    } finally {
      if (!kept) await this.files.remove(importId);
    }
  }

  private async read(
    request: FastifyRequest,
    importId: string,
  ): Promise<{ upload: Upload; fingerprint: string }> {
    const fields: Partial<Record<Field, string>> = {};
    let file: { path: string; fileName: string; fingerprint: string } | null = null;
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        const { path, fingerprint } = await this.files.receive(importId, part.file);
        file = { path, fingerprint, fileName: nameOf(part) };
      } else Object.assign(fields, fieldOf(part));
    }
    if (!file) throw importProblems.noFile({});
    const { fingerprint, ...kept } = file;
    return {
      upload: { importId, ...kept, ...fields },
      fingerprint: `${fingerprint} ${JSON.stringify(fields)}`,
    };
  }
}

/** What the parser of forms says about a broken one, in our words. @throws always */
function brokenForm(error: unknown): never {
  const isKnown =
    isProblem(error) || (error instanceof Error && ('statusCode' in error || 'syscall' in error));
  throw isKnown ? error : importProblems.interrupted({});
}

function fieldOf(part: MultipartValue): Partial<Record<Field, string>> {
  const name = FIELDS.find((known) => known === part.fieldname);
  if (!name || part.value === '') return {};
  const { value } = part;
  if (typeof value !== 'string' || value.length > LONGEST_FIELD || !isCleanText(value)) {
    throw requestProblems.invalid({
      fields: [{ field: name, code: 'text', words: '应为简短的文字 (must be a short text)' }],
    });
  }
  return { [name]: value.trim() };
}

/** The name for people, never used as a path. */
function nameOf(part: MultipartFile): string {
  const [name = ''] = part.filename.toWellFormed().split(/[\\/]/).slice(-1);
  const clean = Array.from(name).filter(isCleanText).slice(0, LONGEST_NAME).join('').trim();
  return clean === '' ? '文件' : clean;
}
