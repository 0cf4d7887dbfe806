import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { LibvirtService, VIR_DOMAIN_PAUSED } from '../libvirt/index.js';
import { InstanceDisposal } from './instance-disposal.js';
import type { InstanceEntity } from './instance.entity.js';
import { InstanceTracker } from './instance-tracker.js';
import type { InstanceState } from './states.js';

const OFF: readonly InstanceState[] = ['stopped', 'crashed', 'missing'];
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

/** Turns guests off, and lets them stand still. What comes of it is told by libvirt, through the tracker. */
@Injectable()
export class InstancePower {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly tracker: InstanceTracker,
    private readonly disposal: InstanceDisposal,
  ) {}

  /** Presses the power button until the guest is off; when the limit has passed, or with force, pulls the plug. */
  async stop(instance: InstanceEntity, options: StopOptions): Promise<void> {
    const limitMs = (options.timeoutSeconds ?? this.settings.stopTimeoutSeconds) * 1000;
    if (!options.force && (await this.stopGently(instance, limitMs))) return;
    await this.disposal.forceOff(instance);
    await this.tracker.refresh(instance.id);
  }

  async pause({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.call(`pause ${name}`, async (connection) => {
      await (await connection.domainLookupByUUID(id)).suspend();
    });
    await this.tracker.refresh(id);
  }

  async resume({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.call(`resume ${name}`, async (connection) => {
      await (await connection.domainLookupByUUID(id)).resume();
    });
    await this.tracker.refresh(id);
  }

  /** @returns whether the guest shut down within the limit */
  private async stopGently(instance: InstanceEntity, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    for (let left = limitMs; left > 0; left = deadline - performance.now()) {
      try {
        await this.pressPowerButton(instance);
      } catch (error) {
        // A guest that goes off under the press fails it in many ways; one that stays has a fault of its own.
        if (await this.tracker.waitFor(instance.id, OFF, GOING_OFF_MS)) return true;
        throw error;
      }
      if (await this.tracker.waitFor(instance.id, OFF, Math.min(left, PRESS_AGAIN_MS))) return true;
    }
    return false;
  }

  private async pressPowerButton({ id, name }: InstanceEntity): Promise<void> {
    await this.libvirt.call(`shut ${name} down`, async (connection) => {
      const domain = await connection.domainLookupByUUID(id);
      // A guest that stands still hears nothing.
      if ((await domain.getState()).state === VIR_DOMAIN_PAUSED) await domain.resume();
      await domain.shutdownFlags(0);
    });
  }
}
