import { array, int, optional, struct, uint, uuid } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { networkDhcpLease, networkPortRef, networkRef, text, typedParam } from '../types.js';

/** Rows of the protocol table: network. */
export const networkRows = {
  connectListDefinedNetworks: highCall(
    36,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  connectListNetworks: highCall(
    38,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  networkCreate: call(39, struct({ net: networkRef }), nothing),
  networkCreateXML: call(40, struct({ xml: text }), struct({ net: networkRef })),
  networkDefineXML: highCall(41, struct({ xml: text }), struct({ net: networkRef })),
  networkDestroy: highCall(42, struct({ net: networkRef }), nothing),
  networkGetXMLDesc: highCall(43, struct({ net: networkRef, flags: uint }), struct({ xml: text })),
  networkGetAutostart: highCall(44, struct({ net: networkRef }), struct({ autostart: int })),
  networkGetBridgeName: highCall(45, struct({ net: networkRef }), struct({ name: text })),
  networkLookupByName: highCall(46, struct({ name: text }), struct({ net: networkRef })),
  networkLookupByUUID: highCall(47, struct({ uuid }), struct({ net: networkRef })),
  networkSetAutostart: highCall(48, struct({ net: networkRef, autostart: int }), nothing),
  networkUndefine: highCall(49, struct({ net: networkRef }), nothing),
  connectNumOfDefinedNetworks: highCall(50, nothing, struct({ num: int })),
  connectNumOfNetworks: highCall(52, nothing, struct({ num: int })),
  networkIsActive: highCall(152, struct({ net: networkRef }), struct({ active: int })),
  networkIsPersistent: highCall(153, struct({ net: networkRef }), struct({ persistent: int })),
  connectListAllNetworks: highCall(
    283,
    struct({ need_results: int, flags: uint }),
    struct({ nets: array(networkRef, 16384), ret: uint }),
  ),
  networkUpdate: highCall(
    291,
    struct({
      net: networkRef,
      command: uint,
      section: uint,
      parentIndex: int,
      xml: text,
      flags: uint,
    }),
    nothing,
  ),
  networkGetDHCPLeases: call(
    341,
    struct({ net: networkRef, mac: optional(text), need_results: int, flags: uint }),
    struct({ leases: array(networkDhcpLease, 65536), ret: uint }),
  ),
  networkListAllPorts: highCall(
    404,
    struct({ network: networkRef, need_results: int, flags: uint }),
    struct({ ports: array(networkPortRef, 16384), ret: uint }),
  ),
  networkPortLookupByUUID: highCall(
    405,
    struct({ network: networkRef, uuid }),
    struct({ port: networkPortRef }),
  ),
  networkPortCreateXML: call(
    406,
    struct({ network: networkRef, xml: text, flags: uint }),
    struct({ port: networkPortRef }),
  ),
  networkPortGetParameters: call(
    407,
    struct({ port: networkPortRef, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16), nparams: int }),
  ),
  networkPortSetParameters: call(
    408,
    struct({ port: networkPortRef, params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
  networkPortGetXMLDesc: call(
    409,
    struct({ port: networkPortRef, flags: uint }),
    struct({ xml: text }),
  ),
  networkPortDelete: call(410, struct({ port: networkPortRef, flags: uint }), nothing),
  networkDefineXMLFlags: highCall(
    432,
    struct({ xml: text, flags: uint }),
    struct({ net: networkRef }),
  ),
  networkCreateXMLFlags: highCall(
    437,
    struct({ xml: text, flags: uint }),
    struct({ net: networkRef }),
  ),
  networkSetMetadata: call(
    444,
    struct({
      network: networkRef,
      type: int,
      metadata: optional(text),
      key: optional(text),
      uri: optional(text),
      flags: uint,
    }),
    nothing,
  ),
  networkGetMetadata: call(
    445,
    struct({ network: networkRef, type: int, uri: optional(text), flags: uint }),
    struct({ metadata: text }),
  ),
};
