// @ts-check

/** @typedef {import('./objects.mjs').Method} Method */

/** @type {readonly Method[]} */
export const storagePoolMethods = [
  {
    name: 'getInfo',
    calls: 'storagePoolGetInfo',
    doc: 'Return state and sizes.',
    convert: 'toStoragePoolInfo',
  },
  {
    name: 'getXMLDesc',
    calls: 'storagePoolGetXMLDesc',
    doc: 'Return the XML of the pool.',
    flags: 'virStorageXMLFlags',
  },
  {
    name: 'create',
    calls: 'storagePoolCreate',
    doc: 'Start the pool.',
    flags: 'virStoragePoolCreateFlags',
  },
  {
    name: 'build',
    calls: 'storagePoolBuild',
    doc: 'Build the storage of the pool, such as its folder.',
    flags: 'virStoragePoolBuildFlags',
  },
  {
    name: 'refresh',
    calls: 'storagePoolRefresh',
    doc: 'Scan the pool for volumes.',
  },
  {
    name: 'destroy',
    calls: 'storagePoolDestroy',
    doc: 'Stop the pool. Its volumes stay.',
  },
  {
    name: 'undefine',
    calls: 'storagePoolUndefine',
    doc: 'Delete the definition.',
  },
  {
    name: 'delete',
    calls: 'storagePoolDelete',
    doc: 'Delete the storage of the pool, such as its folder.',
    flags: 'virStoragePoolDeleteFlags',
  },
  {
    name: 'setAutostart',
    calls: 'storagePoolSetAutostart',
    doc: 'Set whether the pool starts with the host.',
    types: {
      autostart: 'boolean',
    },
  },
  {
    name: 'getAutostart',
    calls: 'storagePoolGetAutostart',
    doc: 'Check whether the pool starts with the host.',
  },
  {
    name: 'isActive',
    calls: 'storagePoolIsActive',
    doc: 'Check whether the pool is running.',
  },
  {
    name: 'isPersistent',
    calls: 'storagePoolIsPersistent',
    doc: 'Check whether the pool has a definition.',
  },
  {
    name: 'numOfVolumes',
    calls: 'storagePoolNumOfVolumes',
    doc: 'Return the number of volumes.',
  },
  {
    name: 'listAllVolumes',
    calls: 'storagePoolListAllVolumes',
    doc: 'List the volumes.',
    returns: 'vols',
  },
  {
    name: 'storageVolLookupByName',
    calls: 'storageVolLookupByName',
    doc: 'Find a volume by its name.',
  },
  {
    name: 'storageVolCreateXML',
    calls: 'storageVolCreateXML',
    doc: 'Create a volume.',
    flags: 'virStorageVolCreateFlags',
  },
  {
    name: 'storageVolCreateXMLFrom',
    calls: 'storageVolCreateXMLFrom',
    doc: 'Create a volume with the content of another volume.',
    flags: 'virStorageVolCreateFlags',
    names: {
      clonevol: 'sourceVol',
    },
  },
];

/** @type {readonly Method[]} */
export const storageVolumeMethods = [
  {
    name: 'getInfo',
    calls: 'storageVolGetInfo',
    doc: 'Return type and sizes.',
    convert: 'toStorageVolumeInfo',
  },
  {
    name: 'getInfoFlags',
    calls: 'storageVolGetInfoFlags',
    doc: 'Return type and sizes.',
    flags: 'virStorageVolInfoFlags',
    convert: 'toStorageVolumeInfo',
  },
  {
    name: 'getPath',
    calls: 'storageVolGetPath',
    doc: 'Return the path on the host.',
  },
  {
    name: 'getXMLDesc',
    calls: 'storageVolGetXMLDesc',
    doc: 'Return the XML of the volume.',
  },
  {
    name: 'delete',
    calls: 'storageVolDelete',
    doc: 'Delete the volume and its content.',
    flags: 'virStorageVolDeleteFlags',
  },
  {
    name: 'resize',
    calls: 'storageVolResize',
    doc: 'Resize the volume.',
    flags: 'virStorageVolResizeFlags',
    names: {
      capacity: 'capacityBytes',
    },
  },
  {
    name: 'wipe',
    calls: 'storageVolWipe',
    doc: 'Overwrite the content.',
  },
  {
    name: 'wipePattern',
    calls: 'storageVolWipePattern',
    doc: 'Overwrite the content; `algorithm` is a virStorageVolWipeAlgorithm.',
    types: {
      algorithm: 'virStorageVolWipeAlgorithm',
    },
  },
  {
    name: 'upload',
    vir: 'virStorageVolUpload',
    doc: 'Write into the volume. `length` is the number of bytes to write, or 0 for no limit; a write beyond it fails with a RangeError before any of it is sent. The stream finishes when the server has confirmed the last byte; destroying the stream before that aborts the upload. With VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM the stream also accepts StreamHole objects.',
    params:
      "offset: number | bigint = 0, length: number | bigint = 0, flags: Enum<'virStorageVolUploadFlags'> = 0, options?: CallOptions",
    type: 'Promise<Writable>',
    body: 'return uploadVolume(this.connection, this.ref, { offset, length, flags }, options);',
  },
  {
    name: 'download',
    vir: 'virStorageVolDownload',
    doc: 'Read from the volume. `length` is the number of bytes to read, or 0 to read to the end. The stream buffers up to 16 MiB; when the buffer is full, the whole connection waits for the reader. With VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM the stream also returns StreamHole objects, for ranges of zeros.',
    params:
      "offset: number | bigint = 0, length: number | bigint = 0, flags: Enum<'virStorageVolDownloadFlags'> = 0, options?: CallOptions",
    type: 'Promise<Readable>',
    body: 'return downloadVolume(this.connection, this.ref, { offset, length, flags }, options);',
  },
];
