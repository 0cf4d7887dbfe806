import { array, int, struct, uint, uuid } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { nwfilterBindingRef, nwfilterRef, text } from '../types.js';

/** Rows of the protocol table: nwfilter. */
export const nwfilterRows = {
  nwFilterLookupByName: call(175, struct({ name: text }), struct({ nwfilter: nwfilterRef })),
  nwFilterLookupByUUID: call(176, struct({ uuid }), struct({ nwfilter: nwfilterRef })),
  nwFilterGetXMLDesc: call(
    177,
    struct({ nwfilter: nwfilterRef, flags: uint }),
    struct({ xml: text }),
  ),
  connectNumOfNWFilters: call(178, nothing, struct({ num: int })),
  connectListNWFilters: call(179, struct({ maxnames: int }), struct({ names: array(text, 16384) })),
  nwFilterDefineXML: call(180, struct({ xml: text }), struct({ nwfilter: nwfilterRef })),
  nwFilterUndefine: call(181, struct({ nwfilter: nwfilterRef }), nothing),
  connectListAllNWFilters: call(
    286,
    struct({ need_results: int, flags: uint }),
    struct({ filters: array(nwfilterRef, 16384), ret: uint }),
  ),
  nwFilterBindingLookupByPortDev: call(
    397,
    struct({ name: text }),
    struct({ nwfilter: nwfilterBindingRef }),
  ),
  nwFilterBindingGetXMLDesc: call(
    398,
    struct({ nwfilter: nwfilterBindingRef, flags: uint }),
    struct({ xml: text }),
  ),
  nwFilterBindingCreateXML: call(
    399,
    struct({ xml: text, flags: uint }),
    struct({ nwfilter: nwfilterBindingRef }),
  ),
  nwFilterBindingDelete: call(400, struct({ nwfilter: nwfilterBindingRef }), nothing),
  connectListAllNWFilterBindings: call(
    401,
    struct({ need_results: int, flags: uint }),
    struct({ bindings: array(nwfilterBindingRef, 16384), ret: uint }),
  ),
  nwFilterDefineXMLFlags: call(
    431,
    struct({ xml: text, flags: uint }),
    struct({ nwfilter: nwfilterRef }),
  ),
};
