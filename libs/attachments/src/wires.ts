import { type AttachmentWire } from '@ingrid/contract';
import { type AttachmentRow } from './data/attachments.repository.js';

/** With a key the addresses open to whoever holds them; without one to whoever may see what the file belongs to. */
export function wireOf(row: AttachmentRow, key: string | null): AttachmentWire {
  const url = `/api/v1/attachments/${row.id}`;
  const query = key === null ? '' : `?key=${key}`;
  return {
    id: row.id,
    mime: row.mime,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    url: `${url}${query}`,
    thumbUrl: `${url}/thumb${query}`,
    at: row.uploaded_at.toISOString(),
  };
}
