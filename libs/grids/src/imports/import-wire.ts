import { type ImportWire } from '@ingrid/contract';
import { type Language, type Problem } from '@ingrid/kernel';
import { type ImportEntity } from '../data/import.entity.js';

/** Why a whole import failed, as kept with the job. */
export function failureOf(problem: Problem): Record<string, unknown> {
  return { code: problem.code, zh: problem.say('zh'), en: problem.say('en') };
}

export function importWire(job: ImportEntity, language: Language): ImportWire {
  const { failure } = job;
  return {
    id: job.id,
    // Only kinds that the contract names are registered.
    kind: job.kind as ImportWire['kind'],
    fileName: job.fileName,
    state: job.state,
    total: job.total,
    done: job.done,
    accepted: job.accepted,
    refused: job.refused,
    startedAt: job.startedAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    startedBy: job.startedBy,
    failure: failure && { code: String(failure['code']), words: String(failure[language]) },
  };
}
