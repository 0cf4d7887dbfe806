import { array, hyper, int, optional, struct, uhyper, uint } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { domainFsinfo, domainInterface, domainRef, text, typedParam } from '../types.js';

/** Rows of the protocol table: domain guest. */
export const domainGuestRows = {
  domainGetHostname: call(277, struct({ dom: domainRef, flags: uint }), struct({ hostname: text })),
  domainFSTrim: call(
    294,
    struct({ dom: domainRef, mountPoint: optional(text), minimum: uhyper, flags: uint }),
    nothing,
  ),
  domainFSFreeze: call(
    335,
    struct({ dom: domainRef, mountpoints: array(text, 256), flags: uint }),
    struct({ filesystems: int }),
  ),
  domainFSThaw: call(
    336,
    struct({ dom: domainRef, mountpoints: array(text, 256), flags: uint }),
    struct({ filesystems: int }),
  ),
  domainGetTime: call(
    337,
    struct({ dom: domainRef, flags: uint }),
    struct({ seconds: hyper, nseconds: uint }),
  ),
  domainSetTime: call(
    338,
    struct({ dom: domainRef, seconds: hyper, nseconds: uint, flags: uint }),
    nothing,
  ),
  domainGetFSInfo: call(
    349,
    struct({ dom: domainRef, flags: uint }),
    struct({ info: array(domainFsinfo, 256), ret: uint }),
  ),
  domainInterfaceAddresses: call(
    353,
    struct({ dom: domainRef, source: uint, flags: uint }),
    struct({ ifaces: array(domainInterface, 2048) }),
  ),
  domainSetUserPassword: call(
    357,
    struct({ dom: domainRef, user: optional(text), password: optional(text), flags: uint }),
    nothing,
  ),
  domainGetGuestInfo: call(
    418,
    struct({ dom: domainRef, types: uint, flags: uint }),
    struct({ params: array(typedParam, 2048) }),
  ),
  domainAgentSetResponseTimeout: call(
    420,
    struct({ dom: domainRef, timeout: int, flags: uint }),
    struct({ result: int }),
  ),
  domainAuthorizedSSHKeysGet: call(
    424,
    struct({ dom: domainRef, user: text, flags: uint }),
    struct({ keys: array(text, 2048) }),
  ),
  domainAuthorizedSSHKeysSet: call(
    425,
    struct({ dom: domainRef, user: text, keys: array(text, 2048), flags: uint }),
    nothing,
  ),
  domainAnnounceInterface: call(
    456,
    struct({ dom: domainRef, device: optional(text), params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
};
