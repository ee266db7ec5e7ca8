import { type ProblemWire } from '@ingrid/contract';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  type Actor,
  CurrentActor,
  Id,
  IdPipe,
  Instant,
  Latitude,
  PageQuery,
  Part,
  Phone,
  Public,
  Requires,
  RequiresPerson,
  Text,
  TextTable,
  Whole,
} from '../src/index.js';

class Place {
  @Latitude()
  lat: number;
}

class Sample {
  @Text({ max: 10 })
  title: string;

  @Phone({ optional: true })
  phone?: string;

  @Part(() => Place, { optional: true })
  place?: Place;

  @TextTable({ optional: true, maxKeys: 3, maxLength: 5 })
  answers?: Record<string, string>;

  @Id({ optional: true })
  other?: string;

  @Instant({ optional: true })
  at?: string;

  @Whole({ optional: true, min: 0, max: 5 })
  count?: number;
}

@Controller('samples')
export class SampleController {
  @Post()
  @Public('a test')
  make(@Body() body: Sample): Sample {
    return body;
  }

  @Get()
  @Public('a test')
  list(@Query() query: PageQuery): PageQuery {
    return query;
  }

  @Get('mine')
  @RequiresPerson('a test')
  mine(@CurrentActor() actor: Actor): { person: string | null } {
    return { person: actor.personId };
  }

  @Post('mine')
  @RequiresPerson('a test')
  write(@CurrentActor() actor: Actor): { person: string | null } {
    return { person: actor.personId };
  }

  @Get('managed')
  @Requires('region.manage')
  managed(): string {
    return 'no';
  }

  @Get('silent')
  silent(): string {
    return 'never';
  }

  @Get('broken')
  @Public('a test')
  broken(): never {
    throw new TypeError('secret inside');
  }

  @Get(':id')
  @Public('a test')
  one(@Param('id', IdPipe) id: string): { id: string } {
    return { id };
  }
}

export interface Answer {
  status: number;
  type: string;
  headers: Headers;
  body: ProblemWire & Record<string, unknown>;
}

/** Sends one request as it is written here, also what no decent client would send. */
export async function ask(
  address: string,
  method: string,
  body?: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(address, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  const isJson = type.includes('json');
  return {
    status: response.status,
    type,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : { text },
  };
}

export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body.code, type: answer.type }).toEqual({
    status,
    code,
    type: 'application/problem+json; charset=utf-8',
  });
  expect(answer.body).toEqual({
    type: `urn:ingrid:problem:${code}`,
    title: code,
    status,
    code,
    detail: expect.any(String),
    details: expect.any(Object),
    reference: expect.any(String),
  });
}
