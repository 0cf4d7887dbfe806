import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';
import { VERSION } from '../common/version.js';

/**
 * Add the metrics of this process. The default metrics of prom-client would measure the event loop with a timer that fires
 * 100 times a second, also while nobody asks.
 */
export function addProcessMetrics(registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('process_cpu_seconds_total', 'CPU time of the server in seconds.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge('process_resident_memory_bytes', 'Resident memory of the server in bytes.', () =>
    process.memoryUsage.rss(),
  );
  gauge(
    'process_start_time_seconds',
    'Start of the server, in seconds since 1970.',
    () => performance.timeOrigin / 1000,
  );
  let last: EventLoopUtilization | undefined;
  gauge(
    'picostack_event_loop_utilization_ratio',
    'Share of time since the last scrape in which the event loop was busy, from 0 to 1.',
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = last ? performance.eventLoopUtilization(now, last) : now;
      last = now;
      return utilization;
    },
  );
  new Gauge({
    name: 'picostack_build_info',
    help: 'Version of picostack and of Node; the value is always 1.',
    labelNames: ['version', 'node'] as const,
    registers: [registry],
  }).set({ version: VERSION, node: process.version }, 1);
}
