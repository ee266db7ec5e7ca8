import { IdentityService } from '@ingrid/identity';
import { Inject, Injectable } from '@nestjs/common';

/** Names of those who act on an incident. */
@Injectable()
export class People {
  constructor(@Inject(IdentityService) private readonly identity: IdentityService) {}

  /** Names of people by id; an id nobody has is absent. */
  async names(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const known = present(ids);
    return known.length === 0 ? new Map() : this.identity.namesOf(known);
  }

  /** Whether somebody is active and may handle at this place now. */
  async canHandle(id: string, regionPath: string): Promise<boolean> {
    return (await this.identity.holdersOf('incident.handle', regionPath)).includes(id);
  }

  async unitNames(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const known = present(ids);
    if (known.length === 0) return new Map();
    const units = await this.identity.unitsOf(known);
    return new Map([...units].map(([id, unit]) => [id, unit.name]));
  }
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
