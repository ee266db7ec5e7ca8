import { type MeWire, type SessionWire } from '@ingrid/contract';
import {
  Actor,
  BeginsSession,
  Config,
  CurrentActor,
  presentedToken,
  Public,
  RequiresPerson,
  SESSION_COOKIE,
} from '@ingrid/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SessionsService } from '../sessions.service.js';
import { LogInBody } from './identity.dto.js';

@ApiTags('identity')
@Controller()
export class SessionsController {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Post('sessions')
  @Public('nobody has a session before logging in')
  @BeginsSession()
  async logIn(
    @Body() body: LogInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionWire> {
    const session = await this.sessions.logIn({
      login: body.login,
      password: body.password,
      address: request.ip,
    });
    void reply.header('Cache-Control', 'no-store').setCookie(SESSION_COOKIE, session.token, {
      ...this.cookie(),
      expires: new Date(session.expiresAt),
    });
    return session;
  }

  @Delete('session')
  @HttpCode(204)
  @RequiresPerson('everybody may leave')
  async logOut(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.logOut(actor);
    void reply.clearCookie(SESSION_COOKIE, this.cookie());
  }

  @Get('session')
  @RequiresPerson('everybody may know what he or she may do')
  async me(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeWire> {
    const presented = presentedToken(request.headers);
    void reply.header('Cache-Control', 'no-store');
    return this.sessions.me(actor, presented?.fromCookie === true ? presented.token : null);
  }

  private cookie(): { path: string; httpOnly: boolean; sameSite: 'lax'; secure: boolean } {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.config.SECURE_COOKIES };
  }
}
