import { array, int, opaque, struct, uint, uuid } from '../../xdr/index.js';
import { highCall, nothing } from '../procedure.js';
import { secretRef, text } from '../types.js';

/** Rows of the protocol table: secret. */
export const secretRows = {
  connectNumOfSecrets: highCall(139, nothing, struct({ num: int })),
  connectListSecrets: highCall(
    140,
    struct({ maxuuids: int }),
    struct({ uuids: array(text, 16384) }),
  ),
  secretLookupByUUID: highCall(141, struct({ uuid }), struct({ secret: secretRef })),
  secretDefineXML: highCall(142, struct({ xml: text, flags: uint }), struct({ secret: secretRef })),
  secretGetXMLDesc: highCall(
    143,
    struct({ secret: secretRef, flags: uint }),
    struct({ xml: text }),
  ),
  secretSetValue: highCall(
    144,
    struct({ secret: secretRef, value: opaque(65536), flags: uint }),
    nothing,
  ),
  secretGetValue: highCall(
    145,
    struct({ secret: secretRef, flags: uint }),
    struct({ value: opaque(65536) }),
  ),
  secretUndefine: highCall(146, struct({ secret: secretRef }), nothing),
  secretLookupByUsage: highCall(
    147,
    struct({ usageType: int, usageID: text }),
    struct({ secret: secretRef }),
  ),
  connectListAllSecrets: highCall(
    287,
    struct({ need_results: int, flags: uint }),
    struct({ secrets: array(secretRef, 16384), ret: uint }),
  ),
};
