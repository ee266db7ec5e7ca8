import { type ImportFaultWire, type ImportWire } from '@ingrid/contract';
import { type TestClient, type TestServer } from '@ingrid/testing';

export type Bytes = string | Uint8Array;

export interface Uploaded {
  readonly status: number;
  readonly body: ImportWire & { code: string; detail: string };
}

/** Uploads as one person and waits for what follows. */
export class ImportClient {
  private constructor(
    readonly client: TestClient,
    readonly personId: string,
  ) {}

  /** Somebody who may import in a subtree; '' is everywhere. */
  static async at(server: TestServer, path: string): Promise<ImportClient> {
    const person = await server.aPerson({ roles: [{ role: 'admin', path }] });
    return new ImportClient(await server.as(person), person.id);
  }

  async upload(
    kind: string,
    content: Bytes,
    fields: Record<string, string> = {},
    name = 'file.csv',
  ): Promise<Uploaded> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = { name, type: 'application/octet-stream', bytes };
    const { status, body } = await this.client.upload(`/imports?kind=${kind}`, file, fields);
    // The answer of our own route.
    return { status, body: body as Uploaded['body'] };
  }

  /** Uploads and waits for the end. */
  async run(
    kind: string,
    content: Bytes,
    fields: Record<string, string> = {},
  ): Promise<ImportWire> {
    const { status, body } = await this.upload(kind, content, fields);
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    return this.ended(body.id);
  }

  async ended(id: string, within = 20_000): Promise<ImportWire> {
    const until = Date.now() + within;
    for (;;) {
      const job = (await this.client.get(`/imports/${id}`)).body as ImportWire;
      if (job.state !== 'running' && job.state !== 'undoing') return job;
      if (Date.now() > until) throw new Error(`still ${job.state}: ${JSON.stringify(job)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async faults(id: string): Promise<ImportFaultWire[]> {
    const { body } = await this.client.get(`/imports/${id}/faults?limit=100`);
    return (body as { items: ImportFaultWire[] }).items;
  }

  async undo(id: string): Promise<ImportWire> {
    const { status, body } = await this.client.post(`/imports/${id}/undo`);
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    return this.ended(id);
  }
}
