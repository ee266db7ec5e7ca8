// Adding up what the test runners report. The numbers come from their own JSON reports, never from their screen output.
import { readFileSync } from 'node:fs';

export const none = () => ({ passed: 0, failed: 0, skipped: 0 });

export function add(...counts) {
  return counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    none(),
  );
}

/** The last line of `npm test` and `.ci/run`. */
export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Checks that are one thing each (lint, build): 0 is passed. */
export const ofChecks = (results) =>
  add(
    ...results.map(({ code }) =>
      code === 0 ? { ...none(), passed: 1 } : { ...none(), failed: 1 },
    ),
  );

/**
 * Counts of a Jest or Vitest JSON report (same field names). A file that could not even be loaded has no tests in the
 * report and counts as one failure; so does a run without a report, and a runner that failed although all tests passed.
 */
export function ofReport(file, exitCode) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { ...none(), failed: 1 };
  }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  ).length;
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}
