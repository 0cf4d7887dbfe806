import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PMSUSPENDED,
} from '../../libvirt/index.js';
import { InstanceDisposal } from './instance-disposal.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { requireDefinition } from '../model/legal-actions.js';

/** A guest that is still booting ignores the power button: press it again. */
const PRESS_AGAIN_MS = 5_000;
/** How long libvirt may take to report the end of a guest after its monitor closed. */
const END_GRACE_MS = 2_000;

/** How to stop a guest. */
export interface StopOptions {
  /** Turn it off immediately, like a power failure. */
  readonly force?: boolean | undefined;
  /** How long the guest may take to shut down before it is forced off; a setting by default. */
  readonly timeoutSeconds?: number | undefined;
}

/** Stop, pause and resume guests. InstanceSync reports the result from libvirt's events. */
@Injectable()
export class InstancePower {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly disposal: InstanceDisposal,
  ) {}

  /**
   * Press the power button until the guest is off. Force it off with `force`, or when the limit has passed.
   * @throws ConflictError `noDefinition` if the domain is transient, because it would disappear
   */
  async stop(instance: InstanceEntity, options: StopOptions): Promise<void> {
    const limitMs = (options.timeoutSeconds ?? this.settings.stopTimeoutSeconds) * 1000;
    await this.requireDefined(instance);
    if (!options.force && (await this.shutDown(instance, limitMs))) return;
    await this.disposal.forceOff(instance);
    await this.sync.refresh(instance.id);
  }

  async pause({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.withDomain(id, `pause ${name}`, (domain) => domain.suspend());
    await this.sync.refresh(id);
  }

  async resume({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.withDomain(id, `resume ${name}`, resumeOrWake);
    await this.sync.refresh(id);
  }

  /** Delete the saved memory, so that the next start boots the guest. */
  async discardSavedState({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.withDomain(id, `discard the saved state of ${name}`, async (domain) => {
      if (await domain.hasManagedSaveImage()) await domain.managedSaveRemove();
    });
    await this.sync.refresh(id);
  }

  /** The domain may have been undefined after the request. */
  private async requireDefined({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.withDomain(id, `stop ${name}`, async (domain) => {
      requireDefinition({ isPersistent: await domain.isPersistent() }, name, 'stop');
    });
  }

  /** @returns whether the guest shut down within the limit */
  private async shutDown(instance: InstanceEntity, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    for (let left = limitMs; left > 0; left = deadline - performance.now()) {
      try {
        if (!(await this.pressPowerButton(instance))) return false;
      } catch (error) {
        // If the guest ends during the call, libvirt can fail in many ways. Otherwise it is a real failure.
        if (await this.sync.waitUntilOff(instance.id, END_GRACE_MS)) return true;
        throw error;
      }
      if (await this.sync.waitUntilOff(instance.id, Math.min(left, PRESS_AGAIN_MS))) return true;
    }
    return false;
  }

  /** @returns false if the guest crashed and cannot react */
  private pressPowerButton({ id, name }: InstanceEntity): Promise<boolean> {
    return this.libvirt.withDomain(id, `shut down ${name}`, async (domain) => {
      const { state, reason } = await domain.getState();
      const isPanicked = state === VIR_DOMAIN_PAUSED && reason === VIR_DOMAIN_PAUSED_CRASHED;
      if (state === VIR_DOMAIN_CRASHED || isPanicked) return false;
      // A guest whose CPUs are stopped cannot react either.
      if (state === VIR_DOMAIN_PAUSED || state === VIR_DOMAIN_PMSUSPENDED)
        await resumeOrWake(domain);
      await domain.shutdownFlags(0);
      return true;
    });
  }
}

/** Resume a guest, or wake it from ACPI S3, in which libvirt refuses to resume it. */
async function resumeOrWake(domain: Domain): Promise<void> {
  const { state } = await domain.getState();
  if (state === VIR_DOMAIN_PMSUSPENDED) await domain.pmWakeup();
  else await domain.resume();
}
