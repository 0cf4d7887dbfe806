import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, vi } from 'vitest';
import { createDataSource } from '../../src/database/database-access.js';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import type { EventsService } from '../../src/events/events.service.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { InterruptedOperations } from '../../src/operations/interrupted-operations.js';
import { OperationQueue } from '../../src/operations/operation-queue.js';
import { OperationRecords } from '../../src/operations/operation-records.js';
import { OperationEntity } from '../../src/operations/operation.entity.js';
import {
  type OperationRequest,
  OperationsService,
} from '../../src/operations/operations.service.js';
import type { RowWriter, Workflow } from '../../src/operations/workflow.js';
import { WorkflowRegistry } from '../../src/operations/workflow-registry.js';
import { WorkflowRunner } from '../../src/operations/workflow-runner.js';

/** How long a test waits for an operation. */
export const LIMIT_MS = 5_000;

/** The resource of the operations in these tests. */
export const WEB_1 = { type: 'instance', id: 'instance-1', name: 'web-1' } as const;

/** The operation services of one server process. */
export interface OperationServer {
  readonly operations: OperationsService;
  readonly interrupted: InterruptedOperations;
}

/** The input of {@link OperationServers.workflow}. */
export interface TestInput {
  readonly thing: string;
  readonly imageId?: string;
}

/**
 * Server processes that follow each other on one temporary database, and a workflow of three steps: `clone`, `define`,
 * and, past the point of no return, `finish`.
 */
export class OperationServers {
  /** Every operation that was announced, in order. */
  announced: OperationDto[] = [];
  /** What the steps did: `clone disk`, `undo clone: REASON`. */
  log: string[] = [];
  /** Steps that do not end as usual: the work to run in addition. A promise that never resolves is a crash. */
  readonly interrupts = new Map<string, () => Promise<void>>();
  readonly libvirt = { isConnected: true };
  private readonly folder = mkdtempSync(join(tmpdir(), 'picostack-operations-'));
  readonly source: DataSource;

  private constructor() {
    this.source = createDataSource({
      ...dataSourceOptions(this.folder),
      entities: [OperationEntity],
    });
  }

  static async create(): Promise<OperationServers> {
    const servers = new OperationServers();
    await servers.source.initialize();
    await servers.source.runMigrations();
    return servers;
  }

  async dispose(): Promise<void> {
    await this.source.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get repository() {
    return this.source.getRepository(OperationEntity);
  }

  /** Start a server process that knows the workflow as `instance.create`. */
  start(workflow: Workflow<TestInput> = this.workflow()): OperationServer {
    const events = {
      announce: (_: string, operation: OperationDto) => this.announced.push(operation),
    };
    const records = new OperationRecords(this.repository, events as unknown as EventsService);
    const registry = new WorkflowRegistry({ getProviders: () => [] } as never);
    registry.add('instance.create', workflow);
    const runner = new WorkflowRunner(records, registry);
    const queue = new OperationQueue(records);
    return {
      operations: new OperationsService(records, runner, queue),
      interrupted: new InterruptedOperations(records, runner, queue, this.libvirt),
    };
  }

  /** Start the next server process, after it connected to libvirt. */
  async restart(workflow: Workflow<TestInput> = this.workflow()): Promise<OperationServer> {
    const server = this.start(workflow);
    await server.interrupted.onApplicationBootstrap();
    await server.interrupted.undo();
    await server.interrupted.complete();
    return server;
  }

  workflow(): Workflow<TestInput> {
    const step = (name: string, onlyForwards = false) => ({
      name,
      onlyForwards,
      run: async ({ thing }: TestInput) => {
        this.log.push(`${name} ${thing}`);
        await this.interrupts.get(name)?.();
      },
      undo: async (_: TestInput, { reason }: { reason: string }) => {
        this.log.push(`undo ${name}: ${reason}`);
        await this.interrupts.get(`undo ${name}`)?.();
      },
    });
    return { steps: () => [step('clone'), step('define'), step('finish', true)] };
  }

  /** Request the workflow. */
  begin(
    { operations }: OperationServer,
    more: { input?: TestInput; resourceId?: string; alsoLocks?: string[]; rows?: RowWriter } = {},
  ): Promise<OperationDto> {
    const { input = { thing: 'disk' }, resourceId = WEB_1.id, ...others } = more;
    return operations.startWorkflow('instance.create', {
      resource: { ...WEB_1, id: resourceId },
      actor: 'admin',
      input,
      ...others,
    });
  }

  /** Wait until the log contains a line. */
  reached(line: string): Promise<void> {
    return vi.waitFor(() => {
      if (!this.log.includes(line)) throw new Error(`The log has no line "${line}"`);
    });
  }

  /** The steps that were undone, without the reasons. */
  get undone(): string[] {
    return this.log.filter((line) => line.startsWith('undo')).map((line) => line.split(':')[0]!);
  }
}

/** Create new servers for each test. */
export function useOperationServers(): () => OperationServers {
  let servers: OperationServers;
  beforeEach(async () => {
    servers = await OperationServers.create();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await servers.dispose();
  });
  return () => servers;
}

/** A request for an operation without a workflow. */
export function operationRequest(
  work: OperationRequest['work'],
  more: Partial<OperationRequest> = {},
): OperationRequest {
  return { kind: 'instance.start', resource: WEB_1, actor: 'admin', work, ...more };
}

/** Work that runs until `release` is called. */
export function pendingWork() {
  let release = (): void => undefined;
  const done = new Promise<void>((resolve) => (release = resolve));
  return { work: () => done, release };
}

/** Work that never ends, as if the server had been killed during it. */
export const forever = (): Promise<void> => new Promise(() => undefined);
