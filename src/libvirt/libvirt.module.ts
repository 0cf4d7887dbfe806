import { Global, Module } from '@nestjs/common';
import { LibvirtService } from './libvirt.service.js';

/** Global: host, storage and instances share one connection. */
@Global()
@Module({
  providers: [LibvirtService],
  exports: [LibvirtService],
})
export class LibvirtModule {}
