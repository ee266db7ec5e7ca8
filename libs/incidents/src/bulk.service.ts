import { type BulkMoveAnswer, type MoveRequest } from '@ingrid/contract';
import { isProblem } from '@ingrid/kernel';
import { type Actor, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { MoveInputs } from './move-inputs.js';
import { MovesService } from './moves.service.js';

/** One move on many incidents: each for itself, so that one refusal does not hold up the others. */
@Injectable()
export class BulkService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(MovesService) private readonly moves: MovesService,
    @Inject(MoveInputs) private readonly inputs: MoveInputs,
  ) {}

  async move(actor: Actor, ids: readonly string[], request: MoveRequest): Promise<BulkMoveAnswer> {
    await this.inputs.checkAssignee(request);
    const results: BulkMoveAnswer['results'] = [];
    for (const id of ids) results.push(await this.one(actor, id, request));
    return { results };
  }

  private async one(
    actor: Actor,
    id: string,
    request: MoveRequest,
  ): Promise<BulkMoveAnswer['results'][number]> {
    // A version belongs to one incident only.
    const { version: _version, ...move } = request;
    try {
      await this.inputs.checkPlace(request, id);
      const { incident } = await this.work.run(actor, (tx) => this.moves.moveIn(tx, id, move));
      return { id, ok: true, version: incident.version };
    } catch (error) {
      if (!isProblem(error)) throw error;
      return { id, ok: false, problem: { code: error.code, detail: error.say(actor.language) } };
    }
  }
}
