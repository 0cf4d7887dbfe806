import { int, optional, struct, uhyper, uint } from '../../xdr/index.js';
import { event } from '../procedure.js';
import {
  domainEventBalloonChangeMsg,
  domainEventBlockJobMsg,
  domainEventControlErrorMsg,
  domainEventDeviceRemovedMsg,
  domainEventDiskChangeMsg,
  domainEventGraphicsMsg,
  domainEventIoErrorMsg,
  domainEventIoErrorReasonMsg,
  domainEventLifecycleMsg,
  domainEventPmsuspendDiskMsg,
  domainEventPmsuspendMsg,
  domainEventPmwakeupMsg,
  domainEventRebootMsg,
  domainEventRtcChangeMsg,
  domainEventTrayChangeMsg,
  domainEventWatchdogMsg,
  domainRef,
  text,
} from '../types.js';

/** Rows of the protocol table: domain events legacy. */
export const domainEventsLegacyRows = {
  domainEventLifecycle: event(107, domainEventLifecycleMsg),
  domainEventReboot: event(169, domainEventRebootMsg),
  domainEventRtcChange: event(170, domainEventRtcChangeMsg),
  domainEventWatchdog: event(171, domainEventWatchdogMsg),
  domainEventIoError: event(172, domainEventIoErrorMsg),
  domainEventGraphics: event(173, domainEventGraphicsMsg),
  domainEventIoErrorReason: event(195, domainEventIoErrorReasonMsg),
  domainEventControlError: event(224, domainEventControlErrorMsg),
  domainEventBlockJob: event(241, domainEventBlockJobMsg),
  domainEventDiskChange: event(248, domainEventDiskChangeMsg),
  domainEventTrayChange: event(268, domainEventTrayChangeMsg),
  domainEventPmwakeup: event(269, domainEventPmwakeupMsg),
  domainEventPmsuspend: event(270, domainEventPmsuspendMsg),
  domainEventBalloonChange: event(276, domainEventBalloonChangeMsg),
  domainEventPmsuspendDisk: event(292, domainEventPmsuspendDiskMsg),
  domainEventDeviceRemoved: event(311, domainEventDeviceRemovedMsg),
  domainEventBlockJob2: event(
    339,
    struct({ callbackID: int, dom: domainRef, dst: text, type: int, status: int }),
  ),
  domainEventBlockThreshold: event(
    385,
    struct({
      callbackID: int,
      dom: domainRef,
      dev: text,
      path: optional(text),
      threshold: uhyper,
      excess: uhyper,
    }),
  ),
  domainEventMemoryFailure: event(
    423,
    struct({ callbackID: int, dom: domainRef, recipient: int, action: int, flags: uint }),
  ),
  domainEventMemoryDeviceSizeChange: event(
    438,
    struct({ callbackID: int, dom: domainRef, alias: text, size: uhyper }),
  ),
  domainEventNicMacChange: event(
    453,
    struct({ callbackID: int, dom: domainRef, alias: text, oldMAC: text, newMAC: text }),
  ),
  domainEventVcpuRemoved: event(454, struct({ callbackID: int, dom: domainRef, vcpuid: uint })),
};
