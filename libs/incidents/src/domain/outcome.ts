import { type Assignee, type Effect } from '@ingrid/workflow';

/** The parts of an incident that effects of a move may change, besides its state and clocks. */
export interface Charge {
  readonly assigneeUnitId: string | null;
  readonly assigneePersonId: string | null;
  readonly categoryCode: string | null;
  readonly duplicateOfId: string | null;
}

export interface ChargeInput {
  readonly assignee?: Assignee;
  readonly category?: string;
  readonly duplicateOf?: string;
}

export interface Telling {
  readonly audience: string;
  readonly template: string;
  readonly personId?: string | null;
  readonly unitId?: string | null;
}

/** Carries out what a move does to assignee, category and link, in order, and collects who is told. */
export function chargeAfter(
  before: Charge,
  effects: readonly Effect[],
  input: ChargeInput,
): { charge: Charge; notify: Telling[] } {
  const { assigneeUnitId, assigneePersonId, categoryCode, duplicateOfId } = before;
  let charge: Charge = { assigneeUnitId, assigneePersonId, categoryCode, duplicateOfId };
  const notify: Telling[] = [];
  for (const effect of effects) {
    if (effect.kind === 'notify') notify.push(tell(effect, charge));
    else charge = { ...charge, ...change(effect, input) };
  }
  return { charge, notify };
}

// Whoever loses the work in this move must still be told, so the assignee is read at this point of the order.
function tell(effect: Effect & { kind: 'notify' }, charge: Charge): Telling {
  const { audience, template } = effect;
  if (audience !== 'assignee') return { audience, template };
  return { audience, template, personId: charge.assigneePersonId, unitId: charge.assigneeUnitId };
}

function change(effect: Effect, input: ChargeInput): Partial<Charge> {
  switch (effect.kind) {
    case 'assign':
      return assign(effect.to === 'input' ? input.assignee : undefined);
    case 'categorise':
      return input.category === undefined ? {} : { categoryCode: input.category };
    case 'link':
      return input.duplicateOf === undefined ? {} : { duplicateOfId: input.duplicateOf };
    default:
      return {};
  }
}

function assign(to: Assignee = {}): Partial<Charge> {
  return { assigneeUnitId: to.unitId ?? null, assigneePersonId: to.personId ?? null };
}
