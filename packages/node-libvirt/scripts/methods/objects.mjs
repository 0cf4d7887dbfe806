// @ts-check
// The objects of libvirt's API: their references on the wire, their fields and their methods.
import { connectionMethods } from './connection.mjs';
import { domainCheckpointMethods, domainSnapshotMethods } from './domain-snapshot.mjs';
import { domainMethods } from './domain.mjs';
import {
  hostInterfaceMethods,
  networkMethods,
  networkPortMethods,
  nwFilterBindingMethods,
  nwFilterMethods,
} from './network.mjs';
import { nodeDeviceMethods, secretMethods } from './node-device.mjs';
import { storagePoolMethods, storageVolumeMethods } from './storage.mjs';

/**
 * One method. With `calls` it calls one procedure, and the protocol table gives its parameters and its result; the
 * other fields say what the table does not know. Without `calls`, `params`, `type` and `body` are its source text.
 * @typedef {object} Method
 * @property {string} name
 * @property {string} doc one or more sentences, without the name of libvirt's function
 * @property {string} [vir] libvirt's function, if it is not `vir` and the name of the row
 * @property {string} [calls] the row of the protocol table
 * @property {string} [flags] the enums of the `flags` argument, separated by `|`
 * @property {Readonly<Record<string, string>>} [names] parameter names, where they differ from the names on the wire
 * @property {Readonly<Record<string, string>>} [types] types of parameters: `boolean`, the name of an enum or a type
 * @property {Readonly<Record<string, string>>} [defaults] default values of parameters
 * @property {Readonly<Record<string, number>>} [fixed] arguments with the same value in each call
 * @property {Readonly<Record<string, string>>} [args] expressions for arguments that are not parameters
 * @property {string} [returns] the field of the result to return, or `*` for the whole result
 * @property {string} [convert] the function of results.ts that converts the result
 * @property {string | readonly string[]} [params]
 * @property {string} [type]
 * @property {string} [body]
 * @property {boolean} [async]
 */

/**
 * @typedef {object} LibvirtClass
 * @property {string} name
 * @property {string} doc
 * @property {string} ref the codec of its reference in protocol/types.ts
 * @property {readonly (readonly [name: string, field: string, doc: string])[]} getters
 * @property {readonly string[]} identity the getters that identify the object
 * @property {readonly Method[]} methods
 */

/** @type {readonly [name: string, field: string, doc: string]} */
const UUID = ['uuid', 'uuid', 'The UUID, with dashes and in lower case.'];
/** @type {readonly [name: string, field: string, doc: string]} */
const DOMAIN_UUID = ['domainUuid', 'dom.uuid', 'The UUID of its domain.'];

/** @type {readonly LibvirtClass[]} */
export const classes = [
  {
    name: 'Domain',
    doc: 'A virtual machine (virDomainPtr).',
    ref: 'domainRef',
    getters: [
      [
        'name',
        'name',
        'The name (virDomainGetName) at the time this object was created or renamed.',
      ],
      UUID,
      [
        'id',
        'id',
        'The id of the running domain (virDomainGetID), or -1 if it was not running at that time.',
      ],
    ],
    identity: ['name', 'uuid'],
    methods: domainMethods,
  },
  {
    name: 'DomainSnapshot',
    doc: 'A snapshot of a domain (virDomainSnapshotPtr).',
    ref: 'domainSnapshotRef',
    getters: [['name', 'name', 'The name (virDomainSnapshotGetName).'], DOMAIN_UUID],
    identity: ['name', 'domainUuid'],
    methods: domainSnapshotMethods,
  },
  {
    name: 'DomainCheckpoint',
    doc: 'A point in time from which an incremental backup starts (virDomainCheckpointPtr).',
    ref: 'domainCheckpointRef',
    getters: [['name', 'name', 'The name (virDomainCheckpointGetName).'], DOMAIN_UUID],
    identity: ['name', 'domainUuid'],
    methods: domainCheckpointMethods,
  },
  {
    name: 'Network',
    doc: 'A virtual network (virNetworkPtr).',
    ref: 'networkRef',
    getters: [['name', 'name', 'The name (virNetworkGetName).'], UUID],
    identity: ['name', 'uuid'],
    methods: networkMethods,
  },
  {
    name: 'NetworkPort',
    doc: 'A connection of a guest or an interface to a network (virNetworkPortPtr).',
    ref: 'networkPortRef',
    getters: [UUID, ['networkUuid', 'net.uuid', 'The UUID of its network.']],
    identity: ['uuid', 'networkUuid'],
    methods: networkPortMethods,
  },
  {
    name: 'NWFilter',
    doc: 'A filter of network traffic (virNWFilterPtr).',
    ref: 'nwfilterRef',
    getters: [['name', 'name', 'The name (virNWFilterGetName).'], UUID],
    identity: ['name', 'uuid'],
    methods: nwFilterMethods,
  },
  {
    name: 'NWFilterBinding',
    doc: 'The use of a filter on a port (virNWFilterBindingPtr).',
    ref: 'nwfilterBindingRef',
    getters: [
      ['portDev', 'portdev', 'The port (virNWFilterBindingGetPortDev).'],
      ['filterName', 'filtername', 'The name of the filter (virNWFilterBindingGetFilterName).'],
    ],
    identity: ['portDev', 'filterName'],
    methods: nwFilterBindingMethods,
  },
  {
    name: 'HostInterface',
    doc: 'A network interface of the host (virInterfacePtr).',
    ref: 'interfaceRef',
    getters: [
      ['name', 'name', 'The name (virInterfaceGetName).'],
      ['mac', 'mac', 'The MAC address (virInterfaceGetMACString).'],
    ],
    identity: ['name', 'mac'],
    methods: hostInterfaceMethods,
  },
  {
    name: 'NodeDevice',
    doc: 'A device of the host (virNodeDevicePtr).',
    ref: 'nodeDeviceRef',
    getters: [['name', 'name', 'The name (virNodeDeviceGetName).']],
    identity: ['name'],
    methods: nodeDeviceMethods,
  },
  {
    name: 'Secret',
    doc: 'A password or a key that libvirt stores (virSecretPtr).',
    ref: 'secretRef',
    getters: [
      UUID,
      ['usageType', 'usageType', 'Its use, a virSecretUsageType (virSecretGetUsageType).'],
      ['usageID', 'usageID', 'The object that it is for (virSecretGetUsageID).'],
    ],
    identity: ['uuid', 'usageType', 'usageID'],
    methods: secretMethods,
  },
  {
    name: 'StoragePool',
    doc: 'A storage pool, which contains volumes (virStoragePoolPtr).',
    ref: 'storagePoolRef',
    getters: [['name', 'name', 'The name (virStoragePoolGetName).'], UUID],
    identity: ['name', 'uuid'],
    methods: storagePoolMethods,
  },
  {
    name: 'StorageVolume',
    doc: 'A disk image or another volume in a pool (virStorageVolPtr).',
    ref: 'storageVolRef',
    getters: [
      ['pool', 'pool', 'The name of its pool.'],
      ['name', 'name', 'The name, unique in its pool (virStorageVolGetName).'],
      ['key', 'key', 'The key, unique on the host (virStorageVolGetKey).'],
    ],
    identity: ['pool', 'name', 'key'],
    methods: storageVolumeMethods,
  },
];

export { connectionMethods };
