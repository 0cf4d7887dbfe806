import { array, int, struct, uint } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { interfaceRef, text } from '../types.js';

/** Rows of the protocol table: interface. */
export const interfaceRows = {
  connectNumOfInterfaces: call(126, nothing, struct({ num: int })),
  connectListInterfaces: call(
    127,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  interfaceLookupByName: call(128, struct({ name: text }), struct({ iface: interfaceRef })),
  interfaceLookupByMACString: call(129, struct({ mac: text }), struct({ iface: interfaceRef })),
  interfaceGetXMLDesc: call(
    130,
    struct({ iface: interfaceRef, flags: uint }),
    struct({ xml: text }),
  ),
  interfaceDefineXML: call(
    131,
    struct({ xml: text, flags: uint }),
    struct({ iface: interfaceRef }),
  ),
  interfaceUndefine: call(132, struct({ iface: interfaceRef }), nothing),
  interfaceCreate: call(133, struct({ iface: interfaceRef, flags: uint }), nothing),
  interfaceDestroy: call(134, struct({ iface: interfaceRef, flags: uint }), nothing),
  connectNumOfDefinedInterfaces: call(137, nothing, struct({ num: int })),
  connectListDefinedInterfaces: call(
    138,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  interfaceIsActive: call(156, struct({ iface: interfaceRef }), struct({ active: int })),
  interfaceChangeBegin: call(220, struct({ flags: uint }), nothing),
  interfaceChangeCommit: call(221, struct({ flags: uint }), nothing),
  interfaceChangeRollback: call(222, struct({ flags: uint }), nothing),
  connectListAllInterfaces: call(
    284,
    struct({ need_results: int, flags: uint }),
    struct({ ifaces: array(interfaceRef, 16384), ret: uint }),
  ),
};
