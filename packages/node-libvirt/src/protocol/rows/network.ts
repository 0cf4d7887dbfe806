import { array, int, optional, struct, uint, uuid } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { networkDhcpLease, networkPortRef, networkRef, text, typedParam } from '../types.js';

/** Rows of the protocol table: network. */
export const networkRows = {
  connectListDefinedNetworks: call(
    36,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  connectListNetworks: call(38, struct({ maxnames: int }), struct({ names: array(text, 16384) })),
  networkCreate: call(39, struct({ net: networkRef }), nothing),
  networkCreateXML: call(40, struct({ xml: text }), struct({ net: networkRef })),
  networkDefineXML: call(41, struct({ xml: text }), struct({ net: networkRef })),
  networkDestroy: call(42, struct({ net: networkRef }), nothing),
  networkGetXMLDesc: call(43, struct({ net: networkRef, flags: uint }), struct({ xml: text })),
  networkGetAutostart: call(44, struct({ net: networkRef }), struct({ autostart: int })),
  networkGetBridgeName: call(45, struct({ net: networkRef }), struct({ name: text })),
  networkLookupByName: call(46, struct({ name: text }), struct({ net: networkRef })),
  networkLookupByUUID: call(47, struct({ uuid }), struct({ net: networkRef })),
  networkSetAutostart: call(48, struct({ net: networkRef, autostart: int }), nothing),
  networkUndefine: call(49, struct({ net: networkRef }), nothing),
  connectNumOfDefinedNetworks: call(50, nothing, struct({ num: int })),
  connectNumOfNetworks: call(52, nothing, struct({ num: int })),
  networkIsActive: call(152, struct({ net: networkRef }), struct({ active: int })),
  networkIsPersistent: call(153, struct({ net: networkRef }), struct({ persistent: int })),
  connectListAllNetworks: call(
    283,
    struct({ need_results: int, flags: uint }),
    struct({ nets: array(networkRef, 16384), ret: uint }),
  ),
  networkUpdate: call(
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
  networkListAllPorts: call(
    404,
    struct({ network: networkRef, need_results: int, flags: uint }),
    struct({ ports: array(networkPortRef, 16384), ret: uint }),
  ),
  networkPortLookupByUUID: call(
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
  networkDefineXMLFlags: call(432, struct({ xml: text, flags: uint }), struct({ net: networkRef })),
  networkCreateXMLFlags: call(437, struct({ xml: text, flags: uint }), struct({ net: networkRef })),
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
