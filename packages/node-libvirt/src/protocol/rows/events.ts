import { int, optional, struct } from '../../xdr/index.js';
import { call, event, nothing } from '../procedure.js';
import { domainRef, networkRef, nodeDeviceRef, secretRef, storagePoolRef, text } from '../types.js';

/** Rows of the protocol table: events. */
export const eventsRows = {
  connectDomainEventRegister: call(105, nothing, struct({ cb_registered: int })),
  connectDomainEventDeregister: call(106, nothing, struct({ cb_registered: int })),
  connectDomainEventRegisterAny: call(167, struct({ eventID: int }), nothing),
  connectDomainEventDeregisterAny: call(168, struct({ eventID: int }), nothing),
  connectNetworkEventRegisterAny: call(
    313,
    struct({ eventID: int, net: optional(networkRef) }),
    struct({ callbackID: int }),
  ),
  connectNetworkEventDeregisterAny: call(314, struct({ callbackID: int }), nothing),
  networkEventLifecycle: event(
    315,
    struct({ callbackID: int, net: networkRef, event: int, detail: int }),
  ),
  connectDomainEventCallbackRegisterAny: call(
    316,
    struct({ eventID: int, dom: optional(domainRef) }),
    struct({ callbackID: int }),
  ),
  connectDomainEventCallbackDeregisterAny: call(317, struct({ callbackID: int }), nothing),
  connectEventConnectionClosed: event(362, struct({ reason: int })),
  connectStoragePoolEventRegisterAny: call(
    368,
    struct({ eventID: int, pool: optional(storagePoolRef) }),
    struct({ callbackID: int }),
  ),
  connectStoragePoolEventDeregisterAny: call(369, struct({ callbackID: int }), nothing),
  storagePoolEventLifecycle: event(
    370,
    struct({ callbackID: int, pool: storagePoolRef, event: int, detail: int }),
  ),
  storagePoolEventRefresh: event(373, struct({ callbackID: int, pool: storagePoolRef })),
  connectNodeDeviceEventRegisterAny: call(
    374,
    struct({ eventID: int, dev: optional(nodeDeviceRef) }),
    struct({ callbackID: int }),
  ),
  connectNodeDeviceEventDeregisterAny: call(375, struct({ callbackID: int }), nothing),
  nodeDeviceEventLifecycle: event(
    376,
    struct({ callbackID: int, dev: nodeDeviceRef, event: int, detail: int }),
  ),
  nodeDeviceEventUpdate: event(377, struct({ callbackID: int, dev: nodeDeviceRef })),
  connectSecretEventRegisterAny: call(
    380,
    struct({ eventID: int, secret: optional(secretRef) }),
    struct({ callbackID: int }),
  ),
  connectSecretEventDeregisterAny: call(381, struct({ callbackID: int }), nothing),
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
