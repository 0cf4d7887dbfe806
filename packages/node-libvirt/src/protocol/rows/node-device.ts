import { array, int, optional, struct, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { nodeDeviceRef, text } from '../types.js';

/** Rows of the protocol table: node device. */
export const nodeDeviceRows = {
  nodeNumOfDevices: highCall(
    111,
    struct({ cap: optional(text), flags: uint }),
    struct({ num: int }),
  ),
  nodeListDevices: highCall(
    112,
    struct({ cap: optional(text), maxnames: int, flags: uint }),
    struct({ names: array(text, 65536) }),
  ),
  nodeDeviceLookupByName: highCall(113, struct({ name: text }), struct({ dev: nodeDeviceRef })),
  nodeDeviceGetXMLDesc: call(114, struct({ name: text, flags: uint }), struct({ xml: text })),
  nodeDeviceGetParent: highCall(
    115,
    struct({ name: text }),
    struct({ parentName: optional(text) }),
  ),
  nodeDeviceNumOfCaps: highCall(116, struct({ name: text }), struct({ num: int })),
  nodeDeviceListCaps: highCall(
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
  nodeDeviceDestroy: highCall(124, struct({ name: text }), nothing),
  connectListAllNodeDevices: highCall(
    285,
    struct({ need_results: int, flags: uint }),
    struct({ devices: array(nodeDeviceRef, 65536), ret: uint }),
  ),
  nodeDeviceLookupSCSIHostByWWN: highCall(
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
  nodeDeviceUndefine: highCall(429, struct({ name: text, flags: uint }), nothing),
  nodeDeviceCreate: highCall(430, struct({ name: text, flags: uint }), nothing),
  nodeDeviceGetAutostart: highCall(433, struct({ name: text }), struct({ autostart: int })),
  nodeDeviceSetAutostart: highCall(434, struct({ name: text, autostart: int }), nothing),
  nodeDeviceIsPersistent: highCall(435, struct({ name: text }), struct({ persistent: int })),
  nodeDeviceIsActive: highCall(436, struct({ name: text }), struct({ active: int })),
  nodeDeviceUpdate: highCall(447, struct({ name: text, xml_desc: text, flags: uint }), nothing),
};
