import { type IncidentSource, type ReportRequest } from '@ingrid/contract';
import { IncidentsService } from '@ingrid/incidents';
import { SYSTEM, UnitOfWork } from '@ingrid/platform';
import { type TestClock } from './test-clock.js';

export interface WantedIncident extends Partial<ReportRequest> {
  readonly source?: IncidentSource;
  readonly reporterId?: string;
  /** Filed at once by the system. */
  readonly filed?: boolean;
}

/** The part of a test server that is needed here. */
interface Host {
  readonly clock: TestClock;
  get<T>(token: abstract new (...args: never[]) => T): T;
}

export interface TestIncident {
  readonly id: string;
  readonly number: string;
}

/** An incident made through the service, at the moment of the test clock. */
export async function makeIncident(
  server: Host,
  at: { lat: number; lng: number },
  wanted: WantedIncident = {},
): Promise<TestIncident> {
  const incidents = server.get(IncidentsService);
  const { source, reporterId, filed, ...request } = wanted;
  const report: ReportRequest = { description: '路灯不亮，晚上看不清路', location: at, ...request };
  const number = await incidents.nextNumber(report, server.clock.now());
  const who = { source: source ?? 'resident', reporterId: reporterId ?? null };
  return server.get(UnitOfWork).run(SYSTEM, async (tx) => {
    const made = await incidents.reportIn(tx, report, { number, ...who });
    if (filed === true) {
      await incidents.moveIn(tx, made.id, {
        move: 'file',
        categoryCode: report.categoryCode ?? 'C01.16',
      });
    }
    return { id: made.id, number: made.number };
  });
}
