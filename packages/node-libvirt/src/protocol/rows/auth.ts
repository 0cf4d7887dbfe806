import { array, charBytes, int, struct } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { text } from '../types.js';

/** Rows of the protocol table: auth. */
export const authRows = {
  authList: call(66, nothing, struct({ types: array(int, 20) })),
  authSaslInit: call(67, nothing, struct({ mechlist: text })),
  authSaslStart: call(
    68,
    struct({ mech: text, nil: int, data: charBytes(65536) }),
    struct({ complete: int, nil: int, data: charBytes(65536) }),
  ),
  authSaslStep: call(
    69,
    struct({ nil: int, data: charBytes(65536) }),
    struct({ complete: int, nil: int, data: charBytes(65536) }),
  ),
  authPolkit: call(70, nothing, struct({ complete: int })),
};
