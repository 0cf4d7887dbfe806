// @ts-check

/** @typedef {import('./objects.mjs').Method} Method */

/** @type {readonly Method[]} */
export const nodeDeviceMethods = [
  {
    name: 'getXMLDesc',
    calls: 'nodeDeviceGetXMLDesc',
    doc: 'Return the XML of the device.',
  },
  {
    name: 'getParent',
    calls: 'nodeDeviceGetParent',
    doc: 'Return the name of the parent device.',
  },
  {
    name: 'listCaps',
    calls: 'nodeDeviceListCaps',
    doc: 'Return the capabilities of the device.',
    fixed: {
      maxnames: 65536,
    },
  },
  {
    name: 'detachFlags',
    calls: 'nodeDeviceDetachFlags',
    doc: 'Detach the device from the host, so that a guest can use it.',
  },
  {
    name: 'reAttach',
    calls: 'nodeDeviceReAttach',
    doc: 'Attach the device to the host again.',
  },
  {
    name: 'reset',
    calls: 'nodeDeviceReset',
    doc: 'Reset the device.',
  },
  {
    name: 'destroy',
    calls: 'nodeDeviceDestroy',
    doc: 'Stop a virtual device.',
  },
  {
    name: 'create',
    calls: 'nodeDeviceCreate',
    doc: 'Start a virtual device that has a definition.',
  },
  {
    name: 'undefine',
    calls: 'nodeDeviceUndefine',
    doc: 'Delete the definition.',
  },
  {
    name: 'getAutostart',
    calls: 'nodeDeviceGetAutostart',
    doc: 'Check whether the device starts with the host.',
  },
  {
    name: 'setAutostart',
    calls: 'nodeDeviceSetAutostart',
    doc: 'Set whether the device starts with the host.',
    types: {
      autostart: 'boolean',
    },
  },
  {
    name: 'isActive',
    calls: 'nodeDeviceIsActive',
    doc: 'Check whether the device is active.',
  },
  {
    name: 'isPersistent',
    calls: 'nodeDeviceIsPersistent',
    doc: 'Check whether the device has a definition.',
  },
  {
    name: 'update',
    calls: 'nodeDeviceUpdate',
    doc: 'Change the XML of the device. Requires libvirt 10.1.',
    names: {
      xml_desc: 'xml',
    },
  },
  {
    name: 'numOfCaps',
    calls: 'nodeDeviceNumOfCaps',
    doc: 'Return the number of capabilities.',
  },
  {
    name: 'dettach',
    calls: 'nodeDeviceDettach',
    doc: 'Detach the device from the host, so that a guest can use it.',
  },
];

/** @type {readonly Method[]} */
export const secretMethods = [
  {
    name: 'getXMLDesc',
    calls: 'secretGetXMLDesc',
    doc: 'Return the XML of the secret, without the value.',
  },
  {
    name: 'getValue',
    calls: 'secretGetValue',
    doc: 'Return the value. libvirt does not return the value of a private secret.',
  },
  {
    name: 'setValue',
    calls: 'secretSetValue',
    doc: 'Set the value.',
  },
  {
    name: 'undefine',
    calls: 'secretUndefine',
    doc: 'Delete the secret.',
  },
];
