import { type ProblemError } from '../../api';

export interface RowFault {
  row: number;
  words: string;
}

const LARGEST = 900_000;

/** The text of a CSV file: UTF-8, or GB18030 as spreadsheets in Chinese write it; null where it is neither or too large. */
export async function textOfTable(file: Blob): Promise<string | null> {
  if (file.size > LARGEST) return null;
  const bytes = await file.arrayBuffer();
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\u0000') ? null : text;
    } catch {
      continue;
    }
  }
  return null;
}

/** The rows that an import refused, as its problem names them. */
export function faultsOfImport({ details }: Pick<ProblemError, 'details'>): RowFault[] {
  const faults: unknown = details['faults'];
  if (!Array.isArray(faults)) return [];
  return faults.flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null) return [];
    const { row, words } = fault as Partial<RowFault>; // each is looked at here
    return typeof row === 'number' && typeof words === 'string' ? [{ row, words }] : [];
  });
}
