import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

@Injectable()
export class NumbersRepository {
  /** Takes `size` numbers in a statement that commits by itself; answers the first. */
  async lease(db: EntityManager, prefix: string, size: number): Promise<number> {
    const [row]: { first: number }[] = await db.query(
      `INSERT INTO incident_numbers AS n (prefix, next) VALUES ($1, $2::int + 1)
       ON CONFLICT ON CONSTRAINT incident_numbers_pk DO UPDATE SET next = n.next + $2::int
       RETURNING next - $2::int AS first`,
      [prefix, size],
    );
    return row?.first ?? 1;
  }
}
