import { type ProcessDefinition } from '@ingrid/workflow';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

@Injectable()
export class ProcessRepository {
  async get(db: EntityManager, id: string, version: number): Promise<ProcessDefinition | null> {
    const [row]: { document: ProcessDefinition }[] = await db.query(
      `SELECT document FROM process_definitions WHERE id = $1 AND version = $2`,
      [id, version],
    );
    return row?.document ?? null;
  }

  async newestVersion(db: EntityManager, id: string): Promise<number | null> {
    const [row]: { version: number | null }[] = await db.query(
      `SELECT max(version) AS version FROM process_definitions WHERE id = $1`,
      [id],
    );
    return row?.version ?? null;
  }

  /** Keeps a published version; one that is there stays as it is. Answers whether it was new. */
  async put(db: EntityManager, definition: ProcessDefinition, at: Date): Promise<boolean> {
    const added: unknown[] = await db.query(
      `INSERT INTO process_definitions (id, version, document, published_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [definition.id, definition.version, JSON.stringify(definition), at],
    );
    return added.length > 0;
  }
}
