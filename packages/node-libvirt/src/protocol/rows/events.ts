import { int, optional, struct } from '../../xdr/index.js';
import { event, highCall, nothing } from '../procedure.js';
import { domainRef, networkRef, nodeDeviceRef, secretRef, storagePoolRef, text } from '../types.js';

/** Rows of the protocol table: events. */
export const eventsRows = {
  connectDomainEventRegister: highCall(105, nothing, struct({ cb_registered: int })),
  connectDomainEventDeregister: highCall(106, nothing, struct({ cb_registered: int })),
  connectDomainEventRegisterAny: highCall(167, struct({ eventID: int }), nothing),
  connectDomainEventDeregisterAny: highCall(168, struct({ eventID: int }), nothing),
  connectNetworkEventRegisterAny: highCall(
    313,
    struct({ eventID: int, net: optional(networkRef) }),
    struct({ callbackID: int }),
  ),
  connectNetworkEventDeregisterAny: highCall(314, struct({ callbackID: int }), nothing),
  networkEventLifecycle: event(
    315,
    struct({ callbackID: int, net: networkRef, event: int, detail: int }),
  ),
  connectDomainEventCallbackRegisterAny: highCall(
    316,
    struct({ eventID: int, dom: optional(domainRef) }),
    struct({ callbackID: int }),
  ),
  connectDomainEventCallbackDeregisterAny: highCall(317, struct({ callbackID: int }), nothing),
  connectEventConnectionClosed: event(362, struct({ reason: int })),
  connectStoragePoolEventRegisterAny: highCall(
    368,
    struct({ eventID: int, pool: optional(storagePoolRef) }),
    struct({ callbackID: int }),
  ),
  connectStoragePoolEventDeregisterAny: highCall(369, struct({ callbackID: int }), nothing),
  storagePoolEventLifecycle: event(
    370,
    struct({ callbackID: int, pool: storagePoolRef, event: int, detail: int }),
  ),
  storagePoolEventRefresh: event(373, struct({ callbackID: int, pool: storagePoolRef })),
  connectNodeDeviceEventRegisterAny: highCall(
    374,
    struct({ eventID: int, dev: optional(nodeDeviceRef) }),
    struct({ callbackID: int }),
  ),
  connectNodeDeviceEventDeregisterAny: highCall(375, struct({ callbackID: int }), nothing),
  nodeDeviceEventLifecycle: event(
    376,
    struct({ callbackID: int, dev: nodeDeviceRef, event: int, detail: int }),
  ),
  nodeDeviceEventUpdate: event(377, struct({ callbackID: int, dev: nodeDeviceRef })),
  connectSecretEventRegisterAny: highCall(
    380,
    struct({ eventID: int, secret: optional(secretRef) }),
    struct({ callbackID: int }),
  ),
  connectSecretEventDeregisterAny: highCall(381, struct({ callbackID: int }), nothing),
  secretEventLifecycle: event(
    382,
    struct({ callbackID: int, secret: secretRef, event: int, detail: int }),
  ),
  secretEventValueChanged: event(383, struct({ callbackID: int, secret: secretRef })),
  networkEventCallbackMetadataChange: event(
    446,
    struct({ callbackID: int, net: networkRef, type: int, nsuri: optional(text) }),
  ),
};
