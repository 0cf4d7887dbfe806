// The rest of the server imports libvirt from here and never imports node-libvirt.
export { LibvirtModule } from './libvirt.module.js';
export { LibvirtService } from './libvirt.service.js';
export { formatVersion } from './format-version.js';
export { findDomain, findDomainByName } from './find-domain.js';
export { isLibvirtError, orUndefined } from './translate-error.js';
export * from 'node-libvirt';
