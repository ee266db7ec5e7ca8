import { newId } from '@ingrid/kernel';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

export interface Follower {
  readonly personId: string | null;
  readonly phone: string | null;
  readonly trackingHash: string | null;
}

@Injectable()
export class FollowersRepository {
  async isFollowing(
    db: EntityManager,
    incidentId: string,
    personId: string | null,
  ): Promise<boolean> {
    if (personId === null) return false;
    const rows: unknown[] = await db.query(
      `SELECT 1 FROM incident_followers WHERE incident_id = $1 AND person_id = $2`,
      [incidentId, personId],
    );
    return rows.length > 0;
  }

  /** Adds a follower; one who follows already gets only the new tracking code. Answers whether the count grew. */
  async add(
    db: EntityManager,
    incidentId: string,
    follower: Follower,
    since: Date,
  ): Promise<boolean> {
    const [row]: { fresh: boolean }[] = await db.query(
      `INSERT INTO incident_followers AS f (id, incident_id, person_id, phone, tracking_hash, since)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT ${follower.personId === null ? 'incident_followers_phone' : 'incident_followers_person'}
       DO UPDATE SET tracking_hash = excluded.tracking_hash
       RETURNING (xmax = 0) AS fresh`,
      [newId(), incidentId, follower.personId, follower.phone, follower.trackingHash, since],
    );
    const isFresh = row?.fresh ?? false;
    if (isFresh) await this.count(db, incidentId, 1);
    return isFresh;
  }

  async remove(db: EntityManager, incidentId: string, personId: string): Promise<boolean> {
    const [, removed]: [unknown, number] = await db.query(
      `DELETE FROM incident_followers WHERE incident_id = $1 AND person_id = $2`,
      [incidentId, personId],
    );
    if (removed > 0) await this.count(db, incidentId, -1);
    return removed > 0;
  }

  async trackingHashes(db: EntityManager, incidentId: string): Promise<string[]> {
    const rows: { hash: string }[] = await db.query(
      `SELECT tracking_hash AS hash FROM incident_followers WHERE incident_id = $1 AND tracking_hash IS NOT NULL`,
      [incidentId],
    );
    return rows.map((row) => row.hash);
  }

  private async count(db: EntityManager, incidentId: string, by: number): Promise<void> {
    await db.query(`UPDATE incidents SET followers = followers + $2 WHERE id = $1`, [
      incidentId,
      by,
    ]);
  }
}
