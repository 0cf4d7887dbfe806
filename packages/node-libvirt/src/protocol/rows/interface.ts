import { array, int, struct, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { interfaceRef, text } from '../types.js';

/** Rows of the protocol table: interface. */
export const interfaceRows = {
  connectNumOfInterfaces: highCall(126, nothing, struct({ num: int })),
  connectListInterfaces: highCall(
    127,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  interfaceLookupByName: highCall(128, struct({ name: text }), struct({ iface: interfaceRef })),
  interfaceLookupByMACString: highCall(129, struct({ mac: text }), struct({ iface: interfaceRef })),
  interfaceGetXMLDesc: call(
    130,
    struct({ iface: interfaceRef, flags: uint }),
    struct({ xml: text }),
  ),
  interfaceDefineXML: highCall(
    131,
    struct({ xml: text, flags: uint }),
    struct({ iface: interfaceRef }),
  ),
  interfaceUndefine: highCall(132, struct({ iface: interfaceRef }), nothing),
  interfaceCreate: call(133, struct({ iface: interfaceRef, flags: uint }), nothing),
  interfaceDestroy: highCall(134, struct({ iface: interfaceRef, flags: uint }), nothing),
  connectNumOfDefinedInterfaces: highCall(137, nothing, struct({ num: int })),
  connectListDefinedInterfaces: highCall(
    138,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  interfaceIsActive: highCall(156, struct({ iface: interfaceRef }), struct({ active: int })),
  interfaceChangeBegin: call(220, struct({ flags: uint }), nothing),
  interfaceChangeCommit: call(221, struct({ flags: uint }), nothing),
  interfaceChangeRollback: call(222, struct({ flags: uint }), nothing),
  connectListAllInterfaces: highCall(
    284,
    struct({ need_results: int, flags: uint }),
    struct({ ifaces: array(interfaceRef, 16384), ret: uint }),
  ),
};
