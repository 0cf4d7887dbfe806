import { array, int, opaque, struct, uint, uuid } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { secretRef, text } from '../types.js';

/** Rows of the protocol table: secret. */
export const secretRows = {
  connectNumOfSecrets: call(139, nothing, struct({ num: int })),
  connectListSecrets: call(140, struct({ maxuuids: int }), struct({ uuids: array(text, 16384) })),
  secretLookupByUUID: call(141, struct({ uuid }), struct({ secret: secretRef })),
  secretDefineXML: call(142, struct({ xml: text, flags: uint }), struct({ secret: secretRef })),
  secretGetXMLDesc: call(143, struct({ secret: secretRef, flags: uint }), struct({ xml: text })),
  secretSetValue: call(
    144,
    struct({ secret: secretRef, value: opaque(65536), flags: uint }),
    nothing,
  ),
  secretGetValue: call(
    145,
    struct({ secret: secretRef, flags: uint }),
    struct({ value: opaque(65536) }),
  ),
  secretUndefine: call(146, struct({ secret: secretRef }), nothing),
  secretLookupByUsage: call(
    147,
    struct({ usageType: int, usageID: text }),
    struct({ secret: secretRef }),
  ),
  connectListAllSecrets: call(
    287,
    struct({ need_results: int, flags: uint }),
    struct({ secrets: array(secretRef, 16384), ret: uint }),
  ),
};
