import { array, int, struct, uint, uuid } from '../../xdr/index.js';
import { highCall, nothing } from '../procedure.js';
import { nwfilterBindingRef, nwfilterRef, text } from '../types.js';

/** Rows of the protocol table: nwfilter. */
export const nwfilterRows = {
  nwFilterLookupByName: highCall(175, struct({ name: text }), struct({ nwfilter: nwfilterRef })),
  nwFilterLookupByUUID: highCall(176, struct({ uuid }), struct({ nwfilter: nwfilterRef })),
  nwFilterGetXMLDesc: highCall(
    177,
    struct({ nwfilter: nwfilterRef, flags: uint }),
    struct({ xml: text }),
  ),
  connectNumOfNWFilters: highCall(178, nothing, struct({ num: int })),
  connectListNWFilters: highCall(
    179,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  nwFilterDefineXML: highCall(180, struct({ xml: text }), struct({ nwfilter: nwfilterRef })),
  nwFilterUndefine: highCall(181, struct({ nwfilter: nwfilterRef }), nothing),
  connectListAllNWFilters: highCall(
    286,
    struct({ need_results: int, flags: uint }),
    struct({ filters: array(nwfilterRef, 16384), ret: uint }),
  ),
  nwFilterBindingLookupByPortDev: highCall(
    397,
    struct({ name: text }),
    struct({ nwfilter: nwfilterBindingRef }),
  ),
  nwFilterBindingGetXMLDesc: highCall(
    398,
    struct({ nwfilter: nwfilterBindingRef, flags: uint }),
    struct({ xml: text }),
  ),
  nwFilterBindingCreateXML: highCall(
    399,
    struct({ xml: text, flags: uint }),
    struct({ nwfilter: nwfilterBindingRef }),
  ),
  nwFilterBindingDelete: highCall(400, struct({ nwfilter: nwfilterBindingRef }), nothing),
  connectListAllNWFilterBindings: highCall(
    401,
    struct({ need_results: int, flags: uint }),
    struct({ bindings: array(nwfilterBindingRef, 16384), ret: uint }),
  ),
  nwFilterDefineXMLFlags: highCall(
    431,
    struct({ xml: text, flags: uint }),
    struct({ nwfilter: nwfilterRef }),
  ),
};
