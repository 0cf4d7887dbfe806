import { array, int, optional, struct, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { domainCheckpointRef, domainRef, domainSnapshotRef, text } from '../types.js';

/** Rows of the protocol table: domain snapshot. */
export const domainSnapshotRows = {
  domainSnapshotCreateXML: call(
    185,
    struct({ dom: domainRef, xml_desc: text, flags: uint }),
    struct({ snap: domainSnapshotRef }),
  ),
  domainSnapshotGetXMLDesc: highCall(
    186,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ xml: text }),
  ),
  domainSnapshotNum: highCall(187, struct({ dom: domainRef, flags: uint }), struct({ num: int })),
  domainSnapshotListNames: highCall(
    188,
    struct({ dom: domainRef, maxnames: int, flags: uint }),
    struct({ names: array(text, 16384) }),
  ),
  domainSnapshotLookupByName: highCall(
    189,
    struct({ dom: domainRef, name: text, flags: uint }),
    struct({ snap: domainSnapshotRef }),
  ),
  domainHasCurrentSnapshot: call(
    190,
    struct({ dom: domainRef, flags: uint }),
    struct({ result: int }),
  ),
  domainSnapshotCurrent: call(
    191,
    struct({ dom: domainRef, flags: uint }),
    struct({ snap: domainSnapshotRef }),
  ),
  domainRevertToSnapshot: call(192, struct({ snap: domainSnapshotRef, flags: uint }), nothing),
  domainSnapshotDelete: call(193, struct({ snap: domainSnapshotRef, flags: uint }), nothing),
  domainSnapshotGetParent: highCall(
    244,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ snap: domainSnapshotRef }),
  ),
  domainSnapshotNumChildren: highCall(
    246,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ num: int }),
  ),
  domainSnapshotListChildrenNames: highCall(
    247,
    struct({ snap: domainSnapshotRef, maxnames: int, flags: uint }),
    struct({ names: array(text, 16384) }),
  ),
  domainSnapshotIsCurrent: call(
    271,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ current: int }),
  ),
  domainSnapshotHasMetadata: call(
    272,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ metadata: int }),
  ),
  domainListAllSnapshots: highCall(
    274,
    struct({ dom: domainRef, need_results: int, flags: uint }),
    struct({ snapshots: array(domainSnapshotRef, 16384), ret: int }),
  ),
  domainSnapshotListAllChildren: highCall(
    275,
    struct({ snapshot: domainSnapshotRef, need_results: int, flags: uint }),
    struct({ snapshots: array(domainSnapshotRef, 16384), ret: int }),
  ),
  domainCheckpointCreateXML: call(
    411,
    struct({ dom: domainRef, xml_desc: text, flags: uint }),
    struct({ checkpoint: domainCheckpointRef }),
  ),
  domainCheckpointGetXMLDesc: call(
    412,
    struct({ checkpoint: domainCheckpointRef, flags: uint }),
    struct({ xml: text }),
  ),
  domainListAllCheckpoints: highCall(
    413,
    struct({ dom: domainRef, need_results: int, flags: uint }),
    struct({ checkpoints: array(domainCheckpointRef, 16384), ret: int }),
  ),
  domainCheckpointListAllChildren: highCall(
    414,
    struct({ checkpoint: domainCheckpointRef, need_results: int, flags: uint }),
    struct({ checkpoints: array(domainCheckpointRef, 16384), ret: int }),
  ),
  domainCheckpointLookupByName: highCall(
    415,
    struct({ dom: domainRef, name: text, flags: uint }),
    struct({ checkpoint: domainCheckpointRef }),
  ),
  domainCheckpointGetParent: highCall(
    416,
    struct({ checkpoint: domainCheckpointRef, flags: uint }),
    struct({ parent: domainCheckpointRef }),
  ),
  domainCheckpointDelete: call(
    417,
    struct({ checkpoint: domainCheckpointRef, flags: uint }),
    nothing,
  ),
  domainBackupBegin: call(
    421,
    struct({ dom: domainRef, backup_xml: text, checkpoint_xml: optional(text), flags: uint }),
    nothing,
  ),
  domainBackupGetXMLDesc: highCall(
    422,
    struct({ dom: domainRef, flags: uint }),
    struct({ xml: text }),
  ),
};
