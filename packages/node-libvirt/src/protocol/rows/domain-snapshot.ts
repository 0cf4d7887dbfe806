import { array, int, optional, struct, uint } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { domainCheckpointRef, domainRef, domainSnapshotRef, text } from '../types.js';

/** Rows of the protocol table: domain snapshot. */
export const domainSnapshotRows = {
  domainSnapshotCreateXML: call(
    185,
    struct({ dom: domainRef, xml_desc: text, flags: uint }),
    struct({ snap: domainSnapshotRef }),
  ),
  domainSnapshotGetXMLDesc: call(
    186,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ xml: text }),
  ),
  domainSnapshotNum: call(187, struct({ dom: domainRef, flags: uint }), struct({ num: int })),
  domainSnapshotListNames: call(
    188,
    struct({ dom: domainRef, maxnames: int, flags: uint }),
    struct({ names: array(text, 16384) }),
  ),
  domainSnapshotLookupByName: call(
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
  domainSnapshotGetParent: call(
    244,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ snap: domainSnapshotRef }),
  ),
  domainSnapshotNumChildren: call(
    246,
    struct({ snap: domainSnapshotRef, flags: uint }),
    struct({ num: int }),
  ),
  domainSnapshotListChildrenNames: call(
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
  domainListAllSnapshots: call(
    274,
    struct({ dom: domainRef, need_results: int, flags: uint }),
    struct({ snapshots: array(domainSnapshotRef, 16384), ret: int }),
  ),
  domainSnapshotListAllChildren: call(
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
  domainListAllCheckpoints: call(
    413,
    struct({ dom: domainRef, need_results: int, flags: uint }),
    struct({ checkpoints: array(domainCheckpointRef, 16384), ret: int }),
  ),
  domainCheckpointListAllChildren: call(
    414,
    struct({ checkpoint: domainCheckpointRef, need_results: int, flags: uint }),
    struct({ checkpoints: array(domainCheckpointRef, 16384), ret: int }),
  ),
  domainCheckpointLookupByName: call(
    415,
    struct({ dom: domainRef, name: text, flags: uint }),
    struct({ checkpoint: domainCheckpointRef }),
  ),
  domainCheckpointGetParent: call(
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
  domainBackupGetXMLDesc: call(422, struct({ dom: domainRef, flags: uint }), struct({ xml: text })),
};
