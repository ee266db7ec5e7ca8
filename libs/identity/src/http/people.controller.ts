import { type Page } from '@ingrid/kernel';
import { Actor, CurrentActor, IdPipe, onceOf, Requires, RequiresPerson } from '@ingrid/platform';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PeopleService } from '../people.service.js';
import { NewPersonBody, PasswordBody, PeopleListQuery, PersonChangeBody } from './identity.dto.js';
import { type PersonDetailWire, personDetail } from './people.wire.js';

@ApiTags('identity')
@Controller('people')
export class PeopleController {
  constructor(@Inject(PeopleService) private readonly people: PeopleService) {}

  @Get()
  @Requires('person.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: PeopleListQuery,
  ): Promise<Page<PersonDetailWire>> {
    const page = await this.people.list(actor, query);
    return {
      items: page.items.map((row) => personDetail(row, actor)),
      nextCursor: page.nextCursor,
    };
  }

  @Post()
  @Requires('person.manage')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: NewPersonBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<PersonDetailWire> {
    const { login, name, phone, unitId } = body;
    // The password stays out of the fingerprint of the request: that one is kept.
    const { id } = await this.people.create(
      actor,
      body,
      onceOf(key, ['person', login, name, phone, unitId]),
    );
    return personDetail(await this.people.justMade(id), actor);
  }

  @Get(':id')
  @RequiresPerson('oneself, or with person.read whoever is in the area')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<PersonDetailWire> {
    return personDetail(await this.people.get(actor, id), actor);
  }

  @Patch(':id')
  @RequiresPerson('one’s own phone and language, or with person.manage whoever is in the area')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: PersonChangeBody,
  ): Promise<PersonDetailWire> {
    await this.people.change(actor, id, body);
    return personDetail(await this.people.justMade(id), actor);
  }

  @Post(':id/password')
  @HttpCode(204)
  @RequiresPerson('one’s own password, or with person.manage of whoever is in the area')
  async setPassword(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: PasswordBody,
  ): Promise<void> {
    await this.people.setPassword(actor, id, body);
  }
}
