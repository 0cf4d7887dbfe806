import { array, int, optional, struct, uint } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { nodeDeviceRef, text } from '../types.js';

/** Rows of the protocol table: node device. */
export const nodeDeviceRows = {
  nodeNumOfDevices: call(111, struct({ cap: optional(text), flags: uint }), struct({ num: int })),
  nodeListDevices: call(
    112,
    struct({ cap: optional(text), maxnames: int, flags: uint }),
    struct({ names: array(text, 65536) }),
  ),
  nodeDeviceLookupByName: call(113, struct({ name: text }), struct({ dev: nodeDeviceRef })),
  nodeDeviceGetXMLDesc: call(114, struct({ name: text, flags: uint }), struct({ xml: text })),
  nodeDeviceGetParent: call(115, struct({ name: text }), struct({ parentName: optional(text) })),
  nodeDeviceNumOfCaps: call(116, struct({ name: text }), struct({ num: int })),
  nodeDeviceListCaps: call(
    117,
    struct({ name: text, maxnames: int }),
    struct({ names: array(text, 65536) }),
  ),
  nodeDeviceDettach: call(118, struct({ name: text }), nothing),
  nodeDeviceReAttach: call(119, struct({ name: text }), nothing),
  nodeDeviceReset: call(120, struct({ name: text }), nothing),
  nodeDeviceCreateXML: call(
    123,
    struct({ xml_desc: text, flags: uint }),
    struct({ dev: nodeDeviceRef }),
  ),
  nodeDeviceDestroy: call(124, struct({ name: text }), nothing),
  connectListAllNodeDevices: call(
    285,
    struct({ need_results: int, flags: uint }),
    struct({ devices: array(nodeDeviceRef, 65536), ret: uint }),
  ),
  nodeDeviceLookupSCSIHostByWWN: call(
    297,
    struct({ wwnn: text, wwpn: text, flags: uint }),
    struct({ dev: nodeDeviceRef }),
  ),
  nodeDeviceDetachFlags: call(
    301,
    struct({ name: text, driverName: optional(text), flags: uint }),
    nothing,
  ),
  nodeDeviceDefineXML: call(
    428,
    struct({ xml_desc: text, flags: uint }),
    struct({ dev: nodeDeviceRef }),
  ),
  nodeDeviceUndefine: call(429, struct({ name: text, flags: uint }), nothing),
  nodeDeviceCreate: call(430, struct({ name: text, flags: uint }), nothing),
  nodeDeviceGetAutostart: call(433, struct({ name: text }), struct({ autostart: int })),
  nodeDeviceSetAutostart: call(434, struct({ name: text, autostart: int }), nothing),
  nodeDeviceIsPersistent: call(435, struct({ name: text }), struct({ persistent: int })),
  nodeDeviceIsActive: call(436, struct({ name: text }), struct({ active: int })),
  nodeDeviceUpdate: call(447, struct({ name: text, xml_desc: text, flags: uint }), nothing),
};
