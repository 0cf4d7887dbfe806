// @ts-check

/** @typedef {import('./objects.mjs').Method} Method */

/** @type {readonly Method[]} */
export const networkMethods = [
  {
    name: 'create',
    calls: 'networkCreate',
    doc: 'Start the network.',
  },
  {
    name: 'destroy',
    calls: 'networkDestroy',
    doc: 'Stop the network.',
  },
  {
    name: 'undefine',
    calls: 'networkUndefine',
    doc: 'Delete the definition.',
  },
  {
    name: 'getXMLDesc',
    calls: 'networkGetXMLDesc',
    doc: 'Return the network XML.',
    flags: 'virNetworkXMLFlags',
  },
  {
    name: 'getBridgeName',
    calls: 'networkGetBridgeName',
    doc: 'Return the name of the bridge.',
  },
  {
    name: 'getAutostart',
    calls: 'networkGetAutostart',
    doc: 'Check whether the network starts with the host.',
  },
  {
    name: 'setAutostart',
    calls: 'networkSetAutostart',
    doc: 'Set whether the network starts with the host.',
    types: {
      autostart: 'boolean',
    },
  },
  {
    name: 'isActive',
    calls: 'networkIsActive',
    doc: 'Check whether the network is running.',
  },
  {
    name: 'isPersistent',
    calls: 'networkIsPersistent',
    doc: 'Check whether the network has a definition.',
  },
  {
    name: 'update',
    calls: 'networkUpdate',
    doc: 'Change one element, such as a DHCP reservation.',
    flags: 'virNetworkUpdateFlags',
    types: {
      command: 'virNetworkUpdateCommand',
      section: 'virNetworkUpdateSection',
    },
  },
  {
    name: 'getDHCPLeases',
    calls: 'networkGetDHCPLeases',
    doc: 'Return the DHCP leases.',
    convert: 'toNetworkDHCPLeases',
  },
  {
    name: 'listAllPorts',
    calls: 'networkListAllPorts',
    doc: 'List the ports.',
    returns: 'ports',
  },
  {
    name: 'portLookupByUUID',
    calls: 'networkPortLookupByUUID',
    doc: 'Find a port by its UUID.',
  },
  {
    name: 'portCreateXML',
    calls: 'networkPortCreateXML',
    doc: 'Create a port.',
    flags: 'virNetworkPortCreateFlags',
  },
  {
    name: 'getMetadata',
    calls: 'networkGetMetadata',
    doc: 'Return the title, the description or a metadata element. Requires libvirt 9.7.',
  },
  {
    name: 'setMetadata',
    calls: 'networkSetMetadata',
    doc: 'Set the title, the description or a metadata element. Requires libvirt 9.7.',
  },
];

/** @type {readonly Method[]} */
export const networkPortMethods = [
  {
    name: 'getXMLDesc',
    calls: 'networkPortGetXMLDesc',
    doc: 'Return the XML of the port.',
  },
  {
    name: 'getParameters',
    calls: 'networkPortGetParameters',
    doc: 'Return the bandwidth limits.',
    fixed: {
      nparams: 16,
    },
    returns: 'params',
  },
  {
    name: 'setParameters',
    calls: 'networkPortSetParameters',
    doc: 'Set the bandwidth limits.',
  },
  {
    name: 'delete',
    calls: 'networkPortDelete',
    doc: 'Delete the port.',
  },
];

/** @type {readonly Method[]} */
export const nwFilterMethods = [
  {
    name: 'getXMLDesc',
    calls: 'nwFilterGetXMLDesc',
    vir: 'virNWFilterGetXMLDesc',
    doc: 'Return the XML of the filter.',
  },
  {
    name: 'undefine',
    calls: 'nwFilterUndefine',
    vir: 'virNWFilterUndefine',
    doc: 'Delete the filter.',
  },
];

/** @type {readonly Method[]} */
export const nwFilterBindingMethods = [
  {
    name: 'getXMLDesc',
    calls: 'nwFilterBindingGetXMLDesc',
    vir: 'virNWFilterBindingGetXMLDesc',
    doc: 'Return the XML of the binding.',
  },
  {
    name: 'delete',
    calls: 'nwFilterBindingDelete',
    vir: 'virNWFilterBindingDelete',
    doc: 'Delete the binding.',
  },
];

/** @type {readonly Method[]} */
export const hostInterfaceMethods = [
  {
    name: 'getXMLDesc',
    calls: 'interfaceGetXMLDesc',
    doc: 'Return the XML of the interface.',
  },
  {
    name: 'create',
    calls: 'interfaceCreate',
    doc: 'Bring the interface up.',
  },
  {
    name: 'destroy',
    calls: 'interfaceDestroy',
    doc: 'Bring the interface down.',
  },
  {
    name: 'undefine',
    calls: 'interfaceUndefine',
    doc: 'Delete the definition.',
  },
  {
    name: 'isActive',
    calls: 'interfaceIsActive',
    doc: 'Check whether the interface is up.',
  },
];
