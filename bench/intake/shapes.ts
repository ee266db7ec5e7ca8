/** What the bench process tells a server process, and what that answers. */
export interface Begin {
  readonly kind: 'begin';
  readonly databaseUrl: string;
  readonly tempDir: string;
}

export interface Ready {
  readonly kind: 'ready';
  readonly address: string;
  readonly token: string;
}

/** The field of grids in which everything is reported: 400 squares of about 650 m, together as large as a city district. */
export const FIELD = { west: 113.9, south: 22.5, side: 0.006, columns: 20, rows: 20 } as const;

export const KINDS = ['C01.16', 'C01.02', 'E01.02', 'E01.10', 'E05.05', 'G03.05'] as const;
