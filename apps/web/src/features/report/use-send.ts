import { type ReportRequest } from '@ingrid/contract';
import { useOutbox, type OutboxItem } from '../../offline';
import { useDraft } from './draft';

const TITLE_LENGTH = 24;

/** Turns the draft into one piece of work that arrives once, now or when the network is back. */
export function useSend() {
  const draft = useDraft();
  const outbox = useOutbox();

  function request(categoryCode: string | null, signedIn: boolean): ReportRequest {
    const description = draft.description.trim();
    return {
      description,
      ...(categoryCode ? { categoryCode } : {}),
      ...(draft.place ? { location: { lat: draft.place.lat, lng: draft.place.lng } } : {}),
      ...(draft.address.trim() ? { address: draft.address.trim() } : {}),
      ...(signedIn || !draft.phone.trim() ? {} : { contact: contact() }),
    };
  }

  function contact(): { phone: string; name?: string } {
    const phone = draft.phone.replace(/[\s-]/g, '');
    return draft.name.trim() ? { phone, name: draft.name.trim() } : { phone };
  }

  async function send(categoryCode: string | null, signedIn: boolean): Promise<OutboxItem> {
    const body = { ...request(categoryCode, signedIn) };
    const title = body.description.slice(0, TITLE_LENGTH);
    const report = { path: '/incidents', body, photos: draft.photos };
    const item = draft.onSpot
      ? await outbox.submit('solved_on_spot', title, [
          report,
          {
            path: '/incidents/{id}/moves',
            body: { move: 'solve_on_spot', note: draft.doneWords.trim() },
            photos: draft.after,
          },
        ])
      : await outbox.submit('report', title, [report]);
    draft.clear();
    return item;
  }

  return { send };
}
