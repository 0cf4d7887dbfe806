import { array, int, optional, struct } from '../../xdr/index.js';
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
  typedParam,
} from '../types.js';

/** Rows of the protocol table: domain events. */
export const domainEventsRows = {
  domainEventCallbackLifecycle: event(
    318,
    struct({ callbackID: int, msg: domainEventLifecycleMsg }),
  ),
  domainEventCallbackReboot: event(319, struct({ callbackID: int, msg: domainEventRebootMsg })),
  domainEventCallbackRtcChange: event(
    320,
    struct({ callbackID: int, msg: domainEventRtcChangeMsg }),
  ),
  domainEventCallbackWatchdog: event(321, struct({ callbackID: int, msg: domainEventWatchdogMsg })),
  domainEventCallbackIoError: event(322, struct({ callbackID: int, msg: domainEventIoErrorMsg })),
  domainEventCallbackGraphics: event(323, struct({ callbackID: int, msg: domainEventGraphicsMsg })),
  domainEventCallbackIoErrorReason: event(
    324,
    struct({ callbackID: int, msg: domainEventIoErrorReasonMsg }),
  ),
  domainEventCallbackControlError: event(
    325,
    struct({ callbackID: int, msg: domainEventControlErrorMsg }),
  ),
  domainEventCallbackBlockJob: event(326, struct({ callbackID: int, msg: domainEventBlockJobMsg })),
  domainEventCallbackDiskChange: event(
    327,
    struct({ callbackID: int, msg: domainEventDiskChangeMsg }),
  ),
  domainEventCallbackTrayChange: event(
    328,
    struct({ callbackID: int, msg: domainEventTrayChangeMsg }),
  ),
  domainEventCallbackPmwakeup: event(
    329,
    struct({ callbackID: int, reason: int, msg: domainEventPmwakeupMsg }),
  ),
  domainEventCallbackPmsuspend: event(
    330,
    struct({ callbackID: int, reason: int, msg: domainEventPmsuspendMsg }),
  ),
  domainEventCallbackBalloonChange: event(
    331,
    struct({ callbackID: int, msg: domainEventBalloonChangeMsg }),
  ),
  domainEventCallbackPmsuspendDisk: event(
    332,
    struct({ callbackID: int, reason: int, msg: domainEventPmsuspendDiskMsg }),
  ),
  domainEventCallbackDeviceRemoved: event(
    333,
    struct({ callbackID: int, msg: domainEventDeviceRemovedMsg }),
  ),
  domainEventCallbackTunable: event(
    346,
    struct({ callbackID: int, dom: domainRef, params: array(typedParam, 2048) }),
  ),
  domainEventCallbackAgentLifecycle: event(
    348,
    struct({ callbackID: int, dom: domainRef, state: int, reason: int }),
  ),
  domainEventCallbackDeviceAdded: event(
    354,
    struct({ callbackID: int, dom: domainRef, devAlias: text }),
  ),
  domainEventCallbackMigrationIteration: event(
    359,
    struct({ callbackID: int, dom: domainRef, iteration: int }),
  ),
  domainEventCallbackJobCompleted: event(
    363,
    struct({ callbackID: int, dom: domainRef, params: array(typedParam, 64) }),
  ),
  domainEventCallbackDeviceRemovalFailed: event(
    367,
    struct({ callbackID: int, dom: domainRef, devAlias: text }),
  ),
  domainEventCallbackMetadataChange: event(
    379,
    struct({ callbackID: int, dom: domainRef, type: int, nsuri: optional(text) }),
  ),
  domainEventCallbackChannelLifecycle: event(
    455,
    struct({ callbackID: int, dom: domainRef, channelName: text, state: int, reason: int }),
  ),
};
