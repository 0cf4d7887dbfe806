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

/** A guest that is still booting does not hear the power button: press again. */
const PRESS_AGAIN_MS = 5_000;
/** How long libvirt may take to see that a guest is gone whose monitor is. */
const GOING_OFF_MS = 2_000;

/** How to stop. */
export interface StopOptions {
  /** At once, as if the plug were pulled. */
  readonly force?: boolean | undefined;
  /** How long the guest is given to shut down before force is used; undefined: as configured. */
  readonly timeoutSeconds?: number | undefined;
}

/** Stops, pauses and resumes guests. InstanceSync reports the result from libvirt's events. */
@Injectable()
export class InstancePower {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly disposal: InstanceDisposal,
  ) {}

  /**
   * Presses the power button until the guest is off; when the limit has passed, or with force, pulls the plug.
   * @throws ConflictError `noDefinition` before it does anything, where the domain would be gone then
   */
  async stop(instance: InstanceEntity, options: StopOptions): Promise<void> {
    const limitMs = (options.timeoutSeconds ?? this.settings.stopTimeoutSeconds) * 1000;
    await this.requireDefined(instance);
    if (!options.force && (await this.stopGently(instance, limitMs))) return;
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

  /** Deletes the memory that is saved to disk: the next start boots the guest. */
  async discardSavedState({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.withDomain(id, `discard the saved state of ${name}`, async (domain) => {
      if (await domain.hasManagedSaveImage()) await domain.managedSaveRemove();
    });
    await this.sync.refresh(id);
  }

  /** It may have been undefined since the work was asked for. */
  private async requireDefined({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.withDomain(id, `stop ${name}`, async (domain) => {
      requireDefinition({ isPersistent: await domain.isPersistent() }, name, 'stop');
    });
  }

  /** @returns whether the guest shut down within the limit */
  private async stopGently(instance: InstanceEntity, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    for (let left = limitMs; left > 0; left = deadline - performance.now()) {
      try {
        if (!(await this.pressPowerButton(instance))) return false;
      } catch (error) {
        // A guest that goes off under the press fails it in many ways; one that stays has a fault of its own.
        if (await this.sync.waitUntilOff(instance.id, GOING_OFF_MS)) return true;
        throw error;
      }
      if (await this.sync.waitUntilOff(instance.id, Math.min(left, PRESS_AGAIN_MS))) return true;
    }
    return false;
  }

  /** @returns false where the guest crashed, so that nothing in it hears the button */
  private pressPowerButton({ id, name }: InstanceEntity): Promise<boolean> {
    return this.libvirt.withDomain(id, `shut ${name} down`, async (domain) => {
      const { state, reason } = await domain.getState();
      const isPanicked = state === VIR_DOMAIN_PAUSED && reason === VIR_DOMAIN_PAUSED_CRASHED;
      if (state === VIR_DOMAIN_CRASHED || isPanicked) return false;
      // A guest whose processors stand still hears nothing either.
      if (state === VIR_DOMAIN_PAUSED || state === VIR_DOMAIN_PMSUSPENDED)
        await resumeOrWake(domain);
      await domain.shutdownFlags(0);
      return true;
    });
  }
}

/** Resumes a guest, or wakes it from sleep (ACPI S3), where libvirt refuses to resume it. */
async function resumeOrWake(domain: Domain): Promise<void> {
  const { state } = await domain.getState();
  if (state === VIR_DOMAIN_PMSUSPENDED) await domain.pmWakeup();
  else await domain.resume();
}
