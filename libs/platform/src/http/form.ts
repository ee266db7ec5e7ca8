import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sendProblem } from './problem.filter.js';
import { requestProblems } from './request.problems.js';

/** The route reads a form with files (`multipart/form-data`), which no other route does. */
export const TakesForm = (): MethodDecorator =>
  applyDecorators(RouteConfig({ takesForm: true }), ApiConsumes('multipart/form-data'));

/** Elsewhere a form would pass for an empty body and what it holds would be dropped without a word. */
export function refuseOtherForms(server: FastifyInstance): void {
  server.addHook('preValidation', (request: FastifyRequest, reply: FastifyReply, done) => {
    const { config } = request.routeOptions;
    const takesForm = 'takesForm' in config && config.takesForm === true;
    if (request.isMultipart() && !takesForm)
      sendProblem(request, reply, requestProblems.wrongType({}));
    else done();
  });
}
