// @ts-check

/** @typedef {import('./objects.mjs').Method} Method */

/** @type {readonly Method[]} */
export const domainSnapshotMethods = [
  {
    name: 'getXMLDesc',
    calls: 'domainSnapshotGetXMLDesc',
    doc: 'Return the XML of the snapshot.',
    flags: 'virDomainSnapshotXMLFlags',
  },
  {
    name: 'revert',
    calls: 'domainRevertToSnapshot',
    doc: 'Revert the domain to this snapshot.',
    flags: 'virDomainSnapshotRevertFlags',
  },
  {
    name: 'delete',
    calls: 'domainSnapshotDelete',
    doc: 'Delete the snapshot.',
    flags: 'virDomainSnapshotDeleteFlags',
  },
  {
    name: 'getParent',
    calls: 'domainSnapshotGetParent',
    doc: 'Return the parent snapshot.',
  },
  {
    name: 'numChildren',
    calls: 'domainSnapshotNumChildren',
    doc: 'Return the number of child snapshots.',
    flags: 'virDomainSnapshotListFlags',
  },
  {
    name: 'isCurrent',
    calls: 'domainSnapshotIsCurrent',
    doc: 'Check whether this is the current snapshot.',
  },
  {
    name: 'hasMetadata',
    calls: 'domainSnapshotHasMetadata',
    doc: 'Check whether libvirt has metadata of the snapshot.',
  },
  {
    name: 'listAllChildren',
    calls: 'domainSnapshotListAllChildren',
    doc: 'List the child snapshots.',
    flags: 'virDomainSnapshotListFlags',
    returns: 'snapshots',
  },
];

/** @type {readonly Method[]} */
export const domainCheckpointMethods = [
  {
    name: 'getXMLDesc',
    calls: 'domainCheckpointGetXMLDesc',
    doc: 'Return the XML of the checkpoint.',
    flags: 'virDomainCheckpointXMLFlags',
  },
  {
    name: 'delete',
    calls: 'domainCheckpointDelete',
    doc: 'Delete the checkpoint.',
    flags: 'virDomainCheckpointDeleteFlags',
  },
  {
    name: 'getParent',
    calls: 'domainCheckpointGetParent',
    doc: 'Return the parent checkpoint.',
  },
  {
    name: 'listAllChildren',
    calls: 'domainCheckpointListAllChildren',
    doc: 'List the child checkpoints.',
    flags: 'virDomainCheckpointListFlags',
    returns: 'checkpoints',
  },
];
