import { type UploadWire } from '@ingrid/contract';
import { isProblem } from '@ingrid/kernel';
import {
  Actor,
  CurrentActor,
  IdPipe,
  Public,
  requestProblems,
  TakesForm,
  Text,
} from '@ingrid/platform';
import { Controller, Get, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { attachmentProblems } from '../attachments.problems.js';
import { AttachmentsService } from '../attachments.service.js';
import { LARGEST_PHOTO, UploadService } from '../upload.service.js';

class FileQuery {
  @Text({
    optional: true,
    max: 100,
    note: 'the key from the upload; not needed by whoever may see the incident',
  })
  key?: string;
}

type Part = NonNullable<Awaited<ReturnType<FastifyRequest['file']>>>;

const DAY_SECONDS = 86_400;

@ApiTags('attachments')
@Controller('attachments')
export class AttachmentsController {
  constructor(
    @Inject(AttachmentsService) private readonly attachments: AttachmentsService,
    @Inject(UploadService) private readonly uploads: UploadService,
  ) {}

  @Post()
  @Public('a report without an account has photos too; limited by address')
  @TakesForm()
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
  })
  async upload(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') idempotencyKey?: string,
  ): Promise<UploadWire> {
    if (!request.isMultipart()) throw requestProblems.wrongType({});
    await this.uploads.admit(actor, request.ip);
    const part = await firstFile(request);
    return this.uploads.upload(actor, { stream: part.file, idempotencyKey });
  }

  @Get(':id')
  @Public('whoever holds the key of the file, or may see what it belongs to')
  @ApiProduces('image/jpeg', 'image/webp')
  async full(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: FileQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.attachments.find(actor, id, query.key);
    const name = `${id}.${row.mime === 'image/webp' ? 'webp' : 'jpg'}`;
    await this.send(reply, { row, variant: 'full', mime: row.mime, name });
  }

  @Get(':id/thumb')
  @Public('whoever holds the key of the file, or may see what it belongs to')
  @ApiProduces('image/webp')
  async thumb(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: FileQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.attachments.find(actor, id, query.key);
    await this.send(reply, { row, variant: 'thumb', mime: 'image/webp', name: `${id}-thumb.webp` });
  }

  private async send(
    reply: FastifyReply,
    file: {
      row: Awaited<ReturnType<AttachmentsService['find']>>;
      variant: 'full' | 'thumb';
      mime: string;
      name: string;
    },
  ): Promise<void> {
    // The bytes of an id never change, but a shared cache must not hand them to others.
    const tag = `"${file.row.sha256.slice(0, 32)}-${file.variant}"`;
    void reply
      .header('Cache-Control', `private, max-age=${DAY_SECONDS}, immutable`)
      .header('Vary', 'Cookie, Authorization')
      .header('ETag', tag)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', `default-src 'none'; sandbox`)
      .header('Referrer-Policy', 'no-referrer');
    if (reply.request.headers['if-none-match'] === tag) {
      await reply.status(304).send();
      return;
    }
    const content = await this.attachments.read(file.row, file.variant);
    await reply
      .header('Content-Type', file.mime)
      .header('Content-Length', content.bytes)
      .header('Content-Disposition', `inline; filename="${file.name}"`)
      .send(content.stream);
  }
}

/** The first file of the form; what the parser of forms says about a broken one is said in our words. */
async function firstFile(request: FastifyRequest): Promise<Part> {
  let part: Part | undefined;
  try {
    // One byte more than allowed, so that too much is seen and not silently cut off.
    part = await request.file({ limits: { fileSize: LARGEST_PHOTO + 1, files: 1 } });
  } catch (error) {
    throw isProblem(error) ? error : attachmentProblems.interrupted({});
  }
  if (!part) throw attachmentProblems.noFile({});
  return part;
}
