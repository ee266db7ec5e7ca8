/** The part of autocannon (no types of its own) that the benches use. */
declare module 'autocannon' {
  interface Run {
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
    '2xx': number;
    statusCodeStats: Record<string, unknown>;
  }
  function autocannon(options: Record<string, unknown>): Promise<Run>;
  export { autocannon as default };
}
