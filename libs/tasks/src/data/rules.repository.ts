import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { DispatchRuleEntity } from './dispatch-rule.entity.js';

@Injectable()
export class RulesRepository {
  /** Rules that could hold at a place: those of the place and of everything above it. Few, so they are judged in memory. */
  async above(db: EntityManager, regionPath: string): Promise<DispatchRuleEntity[]> {
    return db
      .getRepository(DispatchRuleEntity)
      .createQueryBuilder('r')
      .where('r.endedAt IS NULL AND r.regionPath @> :regionPath::ltree', { regionPath })
      .getMany();
  }

  /** Rules inside the given subtrees, oldest first. */
  async within(db: EntityManager, paths: readonly string[]): Promise<DispatchRuleEntity[]> {
    return db
      .getRepository(DispatchRuleEntity)
      .createQueryBuilder('r')
      .where('r.endedAt IS NULL AND r.regionPath <@ ANY (:paths::ltree[])', { paths: [...paths] })
      .orderBy('r.createdAt', 'ASC')
      .getMany();
  }

  async lock(db: EntityManager, id: string): Promise<DispatchRuleEntity | null> {
    return db
      .getRepository(DispatchRuleEntity)
      .createQueryBuilder('r')
      .setLock('pessimistic_write')
      .where('r.id = :id AND r.endedAt IS NULL', { id })
      .getOne();
  }

  async insert(db: EntityManager, rule: DispatchRuleEntity): Promise<void> {
    await db.insert(DispatchRuleEntity, rule);
  }

  async save(db: EntityManager, rule: DispatchRuleEntity): Promise<void> {
    await db.getRepository(DispatchRuleEntity).update({ id: rule.id }, rule);
  }
}
