import { char, struct, uhyper, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { storagePoolRef, storageVolRef, text } from '../types.js';

/** Rows of the protocol table: storage volume. */
export const storageVolumeRows = {
  storageVolCreateXML: call(
    93,
    struct({ pool: storagePoolRef, xml: text, flags: uint }),
    struct({ vol: storageVolRef }),
  ),
  storageVolDelete: call(94, struct({ vol: storageVolRef, flags: uint }), nothing),
  storageVolLookupByName: highCall(
    95,
    struct({ pool: storagePoolRef, name: text }),
    struct({ vol: storageVolRef }),
  ),
  storageVolLookupByKey: highCall(96, struct({ key: text }), struct({ vol: storageVolRef })),
  storageVolLookupByPath: highCall(97, struct({ path: text }), struct({ vol: storageVolRef })),
  storageVolGetInfo: highCall(
    98,
    struct({ vol: storageVolRef }),
    struct({ type: char, capacity: uhyper, allocation: uhyper }),
  ),
  storageVolGetXMLDesc: highCall(
    99,
    struct({ vol: storageVolRef, flags: uint }),
    struct({ xml: text }),
  ),
  storageVolGetPath: highCall(100, struct({ vol: storageVolRef }), struct({ name: text })),
  storageVolCreateXMLFrom: call(
    125,
    struct({ pool: storagePoolRef, xml: text, clonevol: storageVolRef, flags: uint }),
    struct({ vol: storageVolRef }),
  ),
  storageVolWipe: call(165, struct({ vol: storageVolRef, flags: uint }), nothing),
  storageVolUpload: call(
    208,
    struct({ vol: storageVolRef, offset: uhyper, length: uhyper, flags: uint }),
    nothing,
    { stream: 'write' },
  ),
  storageVolDownload: call(
    209,
    struct({ vol: storageVolRef, offset: uhyper, length: uhyper, flags: uint }),
    nothing,
    { stream: 'read' },
  ),
  storageVolWipePattern: call(
    259,
    struct({ vol: storageVolRef, algorithm: uint, flags: uint }),
    nothing,
  ),
  storageVolResize: call(
    260,
    struct({ vol: storageVolRef, capacity: uhyper, flags: uint }),
    nothing,
  ),
  storageVolGetInfoFlags: highCall(
    378,
    struct({ vol: storageVolRef, flags: uint }),
    struct({ type: char, capacity: uhyper, allocation: uhyper }),
  ),
};
