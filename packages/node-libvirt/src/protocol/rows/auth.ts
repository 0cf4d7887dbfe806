import { array, charBytes, int, struct } from '../../xdr/index.js';
import { highCall, nothing } from '../procedure.js';
import { text } from '../types.js';

/** Rows of the protocol table: auth. */
export const authRows = {
  authList: highCall(66, nothing, struct({ types: array(int, 20) })),
  authSaslInit: highCall(67, nothing, struct({ mechlist: text })),
  authSaslStart: highCall(
    68,
    struct({ mech: text, nil: int, data: charBytes(65536) }),
    struct({ complete: int, nil: int, data: charBytes(65536) }),
  ),
  authSaslStep: highCall(
    69,
    struct({ nil: int, data: charBytes(65536) }),
    struct({ complete: int, nil: int, data: charBytes(65536) }),
  ),
  authPolkit: highCall(70, nothing, struct({ complete: int })),
};
