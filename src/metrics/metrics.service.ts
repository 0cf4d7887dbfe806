import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Gauge, Registry } from 'prom-client';
import type { Repository } from 'typeorm';
import { HostService } from '../host/host.service.js';
import { InstanceEntity } from '../instances/records/instance.entity.js';
import { OperationEntity } from '../operations/operation.entity.js';
import { type DomainStats, DomainStatsReader } from './domain-stats.js';
import { httpMetrics } from './http-metrics.js';
import { addProcessMetrics } from './process-metrics.js';

const LIMIT_MS = 3_000;
const MIB = 1024 ** 2;
const KIB = 1024;

/** A metric of one scrape: its value, or one value for each combination of labels. */
interface Metric {
  readonly name: string;
  readonly help: string;
  readonly values: readonly { labels?: Record<string, string>; value: number | null }[];
}

/** Builds the metrics for Prometheus. */
@Injectable()
export class MetricsService {
  /** Metrics that are counted all the time. */
  private readonly lasting = new Registry();
  readonly middleware = httpMetrics(this.lasting);
  private running: Promise<string> | undefined;

  constructor(
    private readonly host: HostService,
    private readonly stats: DomainStatsReader,
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    @InjectRepository(OperationEntity) private readonly operations: Repository<OperationEntity>,
  ) {
    addProcessMetrics(this.lasting);
  }

  get contentType(): string {
    return this.lasting.contentType;
  }

  /** Return all metrics in Prometheus' text format. Scrapes at the same time share one result. */
  scrape(): Promise<string> {
    this.running ??= this.build().finally(() => (this.running = undefined));
    return this.running;
  }

  /** All series of instances are new in each scrape, so that none of a deleted instance stays. */
  private async build(): Promise<string> {
    const [host, instances, operations, stats] = await Promise.all([
      this.host.describe(),
      this.instances.find({
        select: { id: true, name: true, state: true, memoryMiB: true, vcpus: true },
        loadEagerRelations: false,
      }),
      this.operations
        .createQueryBuilder('operation')
        .select(['operation.kind AS kind', 'operation.status AS status', 'COUNT(*) AS total'])
        .groupBy('operation.kind')
        .addGroupBy('operation.status')
        .getRawMany<{ kind: string; status: string; total: number }>(),
      this.stats.read(LIMIT_MS),
    ]);
    const registry = new Registry();
    const metrics = [
      ...hostMetrics(host),
      ...instanceMetrics(instances, stats),
      {
        name: 'picostack_operations',
        help: 'Operations in the database, by kind and status.',
        values: operations.map(({ kind, status, total }) => ({
          labels: { kind, status },
          value: total,
        })),
      },
      {
        name: 'picostack_scrape_complete',
        help: 'Whether libvirt returned the statistics of all guests in time: 1 or 0.',
        values: [{ value: stats.isComplete ? 1 : 0 }],
      },
    ];
    // Without instances, there is nothing to say about them.
    for (const metric of metrics) if (metric.values.length > 0) addMetric(registry, metric);
    return `${await registry.metrics()}\n${await this.lasting.metrics()}`;
  }
}

function addMetric(registry: Registry, { name, help, values }: Metric): void {
  const labelNames = Object.keys(values[0]?.labels ?? {});
  const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
  for (const { labels = {}, value } of values) if (value !== null) gauge.set(labels, value);
}

type Host = Awaited<ReturnType<HostService['describe']>>;

function one(name: string, help: string, value: number | null): Metric {
  return { name: `picostack_${name}`, help, values: [{ value }] };
}

function hostMetrics(host: Host): Metric[] {
  const pools = (name: string, help: string, read: (pool: Host['pools'][number]) => number) => ({
    name: `picostack_pool_${name}`,
    help,
    values: host.pools.map((pool) => ({ labels: { pool: pool.name }, value: read(pool) })),
  });
  return [
    one('libvirt_connected', 'Whether libvirt responds: 1 or 0.', host.libvirtConnected ? 1 : 0),
    one('host_cpus', 'Processors of the host.', host.cpus),
    one(
      'host_memory_bytes',
      'Memory of the host in bytes.',
      host.memoryMiB && host.memoryMiB * MIB,
    ),
    one(
      'host_memory_free_bytes',
      'Free memory of the host in bytes.',
      host.memoryFreeMiB && host.memoryFreeMiB * MIB,
    ),
    pools('capacity_bytes', 'Size of the storage pool in bytes.', (pool) => pool.capacityBytes),
    pools('available_bytes', 'Free space in bytes.', (pool) => pool.availableBytes),
    pools('usable', 'Whether the storage pool can be used: 1 or 0.', (pool) =>
      pool.problem === null ? 1 : 0,
    ),
  ];
}

function instanceMetrics(
  instances: readonly Pick<InstanceEntity, 'id' | 'name' | 'state' | 'memoryMiB' | 'vcpus'>[],
  { byId }: DomainStats,
): Metric[] {
  const states = new Map<string, number>();
  for (const { state } of instances) states.set(state, (states.get(state) ?? 0) + 1);
  const running = instances.flatMap(({ id, name }) => {
    const stats = byId.get(id);
    return stats ? [{ labels: { name }, stats: new Map(Object.entries(stats)) }] : [];
  });
  const measured = (
    name: string,
    help: string,
    read: (stats: ReadonlyMap<string, unknown>) => number | null,
  ): Metric => ({
    name: `picostack_instance_${name}`,
    help,
    values: running.map(({ labels, stats }) => ({ labels, value: read(stats) })),
  });
  return [
    {
      name: 'picostack_instances',
      help: 'Instances by state.',
      values: [...states].map(([state, value]) => ({ labels: { state }, value })),
    },
    {
      name: 'picostack_instance_state',
      help: 'The state of each instance; the value is always 1.',
      values: instances.map(({ name, state }) => ({ labels: { name, state }, value: 1 })),
    },
    {
      name: 'picostack_instance_vcpus',
      help: 'Virtual processors of each instance.',
      values: instances.map(({ name, vcpus }) => ({ labels: { name }, value: vcpus })),
    },
    {
      name: 'picostack_instance_memory_bytes',
      help: 'Memory of each instance in bytes.',
      values: instances.map(({ name, memoryMiB }) => ({
        labels: { name },
        value: memoryMiB * MIB,
      })),
    },
    measured('cpu_seconds_total', 'CPU time of the guest in seconds.', (stats) =>
      scaled(stats.get('cpu.time'), 1e-9),
    ),
    measured(
      'memory_resident_bytes',
      'Memory of the host that the guest uses, in bytes.',
      (stats) => scaled(stats.get('balloon.rss'), KIB),
    ),
    measured('disk_read_bytes_total', 'Bytes read from all disks.', (stats) =>
      sum(stats, /^block\.\d+\.rd\.bytes$/),
    ),
    measured('disk_written_bytes_total', 'Bytes written to all disks.', (stats) =>
      sum(stats, /^block\.\d+\.wr\.bytes$/),
    ),
    measured('network_received_bytes_total', 'Bytes received on all interfaces.', (stats) =>
      sum(stats, /^net\.\d+\.rx\.bytes$/),
    ),
    measured('network_sent_bytes_total', 'Bytes sent on all interfaces.', (stats) =>
      sum(stats, /^net\.\d+\.tx\.bytes$/),
    ),
  ];
}

function scaled(value: unknown, factor: number): number | null {
  return value === undefined ? null : Number(value) * factor;
}

/** @returns null if there is no such statistic */
function sum(stats: ReadonlyMap<string, unknown>, names: RegExp): number | null {
  const found = [...stats].filter(([name]) => names.test(name));
  return found.length === 0 ? null : found.reduce((total, [, value]) => total + Number(value), 0);
}
