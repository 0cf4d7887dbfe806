import { Module } from '@nestjs/common';
import { HostPorts } from './host-ports.js';
import { PortAllocator } from './port-allocator.js';
import { UserForwarder } from './user-forwarder.js';

@Module({
  providers: [HostPorts, PortAllocator, UserForwarder],
  exports: [PortAllocator, UserForwarder],
})
export class NetworksModule {}
