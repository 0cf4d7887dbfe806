import { array, int, optional, struct, uchar, uhyper, uint, uuid } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { storagePoolRef, storageVolRef, text } from '../types.js';

/** Rows of the protocol table: storage pool. */
export const storagePoolRows = {
  connectNumOfStoragePools: highCall(71, nothing, struct({ num: int })),
  connectListStoragePools: highCall(
    72,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  connectNumOfDefinedStoragePools: highCall(73, nothing, struct({ num: int })),
  connectListDefinedStoragePools: highCall(
    74,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  connectFindStoragePoolSources: call(
    75,
    struct({ type: text, srcSpec: optional(text), flags: uint }),
    struct({ xml: text }),
  ),
  storagePoolCreateXML: call(
    76,
    struct({ xml: text, flags: uint }),
    struct({ pool: storagePoolRef }),
  ),
  storagePoolDefineXML: highCall(
    77,
    struct({ xml: text, flags: uint }),
    struct({ pool: storagePoolRef }),
  ),
  storagePoolCreate: call(78, struct({ pool: storagePoolRef, flags: uint }), nothing),
  storagePoolBuild: call(79, struct({ pool: storagePoolRef, flags: uint }), nothing),
  storagePoolDestroy: highCall(80, struct({ pool: storagePoolRef }), nothing),
  storagePoolDelete: call(81, struct({ pool: storagePoolRef, flags: uint }), nothing),
  storagePoolUndefine: highCall(82, struct({ pool: storagePoolRef }), nothing),
  storagePoolRefresh: call(83, struct({ pool: storagePoolRef, flags: uint }), nothing),
  storagePoolLookupByName: highCall(84, struct({ name: text }), struct({ pool: storagePoolRef })),
  storagePoolLookupByUUID: highCall(85, struct({ uuid }), struct({ pool: storagePoolRef })),
  storagePoolLookupByVolume: highCall(
    86,
    struct({ vol: storageVolRef }),
    struct({ pool: storagePoolRef }),
  ),
  storagePoolGetInfo: highCall(
    87,
    struct({ pool: storagePoolRef }),
    struct({ state: uchar, capacity: uhyper, allocation: uhyper, available: uhyper }),
  ),
  storagePoolGetXMLDesc: highCall(
    88,
    struct({ pool: storagePoolRef, flags: uint }),
    struct({ xml: text }),
  ),
  storagePoolGetAutostart: highCall(
    89,
    struct({ pool: storagePoolRef }),
    struct({ autostart: int }),
  ),
  storagePoolSetAutostart: highCall(90, struct({ pool: storagePoolRef, autostart: int }), nothing),
  storagePoolNumOfVolumes: highCall(91, struct({ pool: storagePoolRef }), struct({ num: int })),
  storagePoolListVolumes: highCall(
    92,
    struct({ pool: storagePoolRef, maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  storagePoolIsActive: highCall(154, struct({ pool: storagePoolRef }), struct({ active: int })),
  storagePoolIsPersistent: highCall(
    155,
    struct({ pool: storagePoolRef }),
    struct({ persistent: int }),
  ),
  connectListAllStoragePools: highCall(
    281,
    struct({ need_results: int, flags: uint }),
    struct({ pools: array(storagePoolRef, 16384), ret: uint }),
  ),
  storagePoolListAllVolumes: highCall(
    282,
    struct({ pool: storagePoolRef, need_results: int, flags: uint }),
    struct({ vols: array(storageVolRef, 16384), ret: uint }),
  ),
  storagePoolLookupByTargetPath: highCall(
    391,
    struct({ path: text }),
    struct({ pool: storagePoolRef }),
  ),
  connectGetStoragePoolCapabilities: call(
    403,
    struct({ flags: uint }),
    struct({ capabilities: text }),
  ),
};
