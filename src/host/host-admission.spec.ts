import { describe, expect, it } from 'vitest';
import { type Settings, loadSettings } from '../config/settings.js';
import type { LibvirtService } from '../libvirt/index.js';
import { type GuestSize, HostAdmission } from './host-admission.js';
import type { HostService } from './host.service.js';

const settings: Settings = {
  ...loadSettings({ PICOSTACK_CONFIG: '/dev/null' }),
  memoryOvercommit: 1.5,
  cpuOvercommit: 2,
};

/** Admission to a host with 1000 MiB and 2 processors, on which these guests are running. */
function admissionWith(running: readonly GuestSize[]): HostAdmission {
  const connection = {
    listAllDomains: () =>
      Promise.resolve(
        running.map(({ id, memoryMiB, vcpus }) => ({
          uuid: id,
          getInfo: () => Promise.resolve({ memoryKiB: memoryMiB * 1024, nrVirtCpu: vcpus }),
        })),
      ),
  };
  const libvirt = {
    call: (_: string, work: (it: typeof connection) => unknown) => work(connection),
  };
  const host = { requireFacts: () => ({ cpus: 2, memoryMiB: 1000 }) };
  return new HostAdmission(
    settings,
    libvirt as unknown as LibvirtService,
    host as unknown as HostService,
  );
}

const guest = (id: string, memoryMiB: number, vcpus = 1): GuestSize => ({
  id,
  name: `guest-${id}`,
  memoryMiB,
  vcpus,
});

describe('a guest', () => {
  it('is admitted while its memory fits, times the ratio', async () => {
    const admission = admissionWith([guest('a', 500)]);
    await admission.require([guest('b', 1000)]);
    await expect(admission.require([guest('b', 1001)])).rejects.toMatchObject({
      code: 'insufficientMemory',
      details: { freeMiB: 1000 },
    });
    await expect(admission.require([guest('b', 1001)])).rejects.toThrow(
      'The host cannot run "guest-b": it has only 1000 MiB of memory left',
    );
  });

  it('is admitted while its processors fit, times the ratio', async () => {
    const admission = admissionWith([guest('a', 10, 3)]);
    await admission.require([guest('b', 10)]);
    await expect(admission.require([guest('b', 10, 2)])).rejects.toMatchObject({
      code: 'insufficientCpus',
      details: { freeVcpus: 1 },
    });
  });

  it('that is running gets more while it fits', async () => {
    const admission = admissionWith([guest('a', 500), guest('b', 800)]);
    await admission.require([guest('a', 700)]);
    await expect(admission.require([guest('a', 701)])).rejects.toMatchObject({
      code: 'insufficientMemory',
      details: { freeMiB: 700 },
    });
  });

  it('that will get more reserves that size', async () => {
    const admission = admissionWith([guest('a', 500)]);
    await admission.run(guest('a', 900), () =>
      expect(admission.require([guest('b', 601)])).rejects.toMatchObject({
        details: { freeMiB: 600 },
      }),
    );
    await admission.require([guest('b', 1000)]);
  });

  it('that is already running needs no more space', async () => {
    await admissionWith([guest('a', 1500)]).require([guest('a', 1500)]);
  });

  it('is counted together with the others of one request', async () => {
    const admission = admissionWith([]);
    await admission.require([guest('a', 750), guest('b', 750)]);
    await expect(admission.require([guest('a', 750), guest('b', 751)])).rejects.toThrow(
      '2 instances',
    );
  });

  it('that was admitted reserves its size until it has started', async () => {
    const admission = admissionWith([]);
    let started = (): void => undefined;
    const first = admission.run(
      guest('a', 1000),
      () => new Promise<void>((resolve) => (started = resolve)),
    );
    const second = () => admission.run(guest('b', 1000), () => Promise.resolve());
    await expect(second()).rejects.toMatchObject({ code: 'insufficientMemory' });
    started();
    await first;
    await second();
  });
});
