import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain } from '../src/index.js';
import { eventually } from '../../../test/support/wait.js';
import { EventRecorder } from './support/event-recorder.js';
import { freePort } from './support/free-port.js';
import { canHaveSystemLibvirtd, SystemLibvirtd } from './support/system-libvirtd.js';

const NAME = 'traveller';
const LIMIT_MS = 60_000;
// Slow enough to be observed: a guest without a disk sends little more than page headers.
const SLOW_MIB_PER_S = 1n;
const FAST_MIB_PER_S = 1024;
const DOMAIN = `<domain type='qemu'><name>${NAME}</name><memory unit='GiB'>1</memory><vcpu>1</vcpu>
  <os><type arch='x86_64'>hvm</type></os></domain>`;

let source: SystemLibvirtd;
let target: SystemLibvirtd;
let here: Connection;
let there: Connection;

/**
 * Starts a libvirtd that counts as a separate host. libvirt identifies hosts by their UUID, and refuses to migrate a
 * guest to its own host.
 */
const host = (hostname: string) =>
  SystemLibvirtd.start({ hostname, settings: [`host_uuid = "${randomUUID()}"`] });

// A private system daemon needs root and namespaces.
describe.skipIf(!canHaveSystemLibvirtd)('a live migration', () => {
  let domain: Domain;

  beforeAll(async () => {
    source = await host('source');
    target = await host('target');
    here = await source.connect();
    there = await target.connect();
    domain = await here.domainCreateXML(DOMAIN);
  });

  afterAll(async () => {
    await here?.close();
    await there?.close();
    await source?.dispose();
    await target?.dispose();
  });

  it('reports its progress peer to peer, and moves the guest to the target', async () => {
    const leaving = await EventRecorder.start(here, NAME);
    const arriving = await EventRecorder.start(there, NAME);
    const { VIR_MIGRATE_PEER2PEER, VIR_MIGRATE_LIVE, VIR_MIGRATE_UNSAFE } = libvirt;
    const migration = domain.migrateToURI3(
      target.uri,
      {
        [libvirt.VIR_MIGRATE_PARAM_URI]: `tcp:127.0.0.1:${await freePort()}`,
        [libvirt.VIR_MIGRATE_PARAM_BANDWIDTH]: SLOW_MIB_PER_S,
      },
      VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_LIVE | VIR_MIGRATE_UNSAFE,
    );
    const jobSeen = eventually('the job', LIMIT_MS, async () => {
      const info = await domain.getJobInfo();
      const hasStarted = info.type === libvirt.VIR_DOMAIN_JOB_UNBOUNDED && info.memTotal > 0n;
      return hasStarted ? { info, stats: await domain.getJobStats() } : undefined;
    });
    // If the migration fails, report its error.
    const { info, stats } = await Promise.race([jobSeen, migration.then(() => jobSeen)]);
    expect(info.memProcessed).toBeLessThan(info.memTotal);
    expect(stats.type).toBe(libvirt.VIR_DOMAIN_JOB_UNBOUNDED);
    await domain.migrateSetMaxSpeed(FAST_MIB_PER_S);
    await migration;

    const { uuid } = domain;
    await expect(here.domainLookupByUUID(uuid)).rejects.toMatchObject({
      code: libvirt.VIR_ERR_NO_DOMAIN,
    });
    const arrived = await there.domainLookupByUUID(uuid);
    expect(await arrived.getState()).toEqual({
      state: libvirt.VIR_DOMAIN_RUNNING,
      reason: libvirt.VIR_DOMAIN_RUNNING_MIGRATED,
    });
    const { iteration } = await leaving.next(libvirt.VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION);
    expect(iteration).toBeTypeOf('number');
    await leaving.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STOPPED,
      detail: libvirt.VIR_DOMAIN_EVENT_STOPPED_MIGRATED,
    });
    await arriving.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_RESUMED,
      detail: libvirt.VIR_DOMAIN_EVENT_RESUMED_MIGRATED,
    });
  });

  describe('a migration that the client controls', () => {
    const flags = libvirt.VIR_MIGRATE_LIVE | libvirt.VIR_MIGRATE_UNSAFE;
    const uri = async () => ({
      [libvirt.VIR_MIGRATE_PARAM_URI]: `tcp:127.0.0.1:${await freePort()}`,
    });
    const slowly = async () => ({
      ...(await uri()),
      [libvirt.VIR_MIGRATE_PARAM_BANDWIDTH]: SLOW_MIB_PER_S,
    });
    const underWay = () =>
      eventually('the job', LIMIT_MS, async () =>
        (await domain.getJobInfo()).memTotal > 0n ? true : undefined,
      );

    /** Checks that the guest runs on one host, and does not exist on the other. */
    async function expectAt(at: Connection, elsewhere: Connection): Promise<void> {
      const found = await at.domainLookupByUUID(domain.uuid);
      expect((await found.getState()).state).toBe(libvirt.VIR_DOMAIN_RUNNING);
      const others = await elsewhere.listAllDomains();
      expect(others.filter(({ uuid }) => uuid === domain.uuid)).toEqual([]);
      // The domain is no longer locked by a job.
      await found.suspend();
      await found.resume();
    }

    it('refuses the flag of a peer-to-peer migration', async () => {
      const migrating = domain.migrate3(there, {}, libvirt.VIR_MIGRATE_PEER2PEER);
      await expect(migrating).rejects.toThrow(/migrateToURI3/);
    });

    it('can be cancelled, and the guest continues to run at the source', async () => {
      domain = await there.domainLookupByName(NAME);
      const cancelled = new AbortController();
      const migrating = domain.migrate3(here, await slowly(), flags, { signal: cancelled.signal });
      await Promise.race([underWay(), migrating]);
      cancelled.abort(new Error('changed my mind'));
      await expect(migrating).rejects.toThrow('changed my mind');
      await expectAt(there, here);
    });

    it('leaves the guest at the source if the target refuses it', async () => {
      const other = await here.domainDefineXMLFlags(DOMAIN);
      await expect(domain.migrate3(here, await uri(), flags)).rejects.toMatchObject({
        code: libvirt.VIR_ERR_OPERATION_FAILED,
        procedure: 'domainMigratePrepare3Params',
      });
      await other.undefineFlags();
      await expectAt(there, here);
    });

    it('leaves the guest at the source if its memory cannot be transferred', async () => {
      const params = {
        [libvirt.VIR_MIGRATE_PARAM_URI]: `tcp:127.0.0.2:${await freePort()}`,
        [libvirt.VIR_MIGRATE_PARAM_LISTEN_ADDRESS]: '127.0.0.1',
      };
      await expect(domain.migrate3(here, params, flags)).rejects.toMatchObject({
        procedure: 'domainMigratePerform3Params',
      });
      await expectAt(there, here);
    });

    it('leaves the guest at the source if its QEMU is killed at the target', async () => {
      const migrating = domain.migrate3(here, await slowly(), flags);
      await Promise.race([underWay(), migrating]);
      await source.run('pkill -KILL qemu');
      // Which of the two errors is more specific depends on libvirt's version.
      await expect(migrating).rejects.toMatchObject({
        domain: libvirt.VIR_FROM_QEMU,
        procedure: expect.stringMatching(/^domainMigrate(Finish|Perform)3Params$/),
      });
      await expectAt(there, here);
    });

    it('migrates the guest', async () => {
      const arrived = await domain.migrate3(here, await uri(), flags);
      expect(arrived.connection).toBe(here);
      expect([arrived.name, arrived.uuid]).toEqual([NAME, domain.uuid]);
      await expectAt(here, there);
    });
  });
});
