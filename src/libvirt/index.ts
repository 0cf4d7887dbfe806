// The door to libvirt: the rest of the server imports from here, and from node-libvirt nothing.
export { LibvirtModule } from './libvirt.module.js';
export { LibvirtService } from './libvirt.service.js';
export { isLibvirtError } from './translate-error.js';
export * from 'node-libvirt';
