import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FlavoursModule } from '../flavours/flavours.module.js';
import { HostModule } from '../host/host.module.js';
import { Clones } from '../images/clones.js';
import { ImagesModule } from '../images/images.module.js';
import { NetworksModule } from '../networks/networks.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { DiskChains } from './disks/disk-chain.js';
import { DiskGrowth } from './disks/disk-growth.js';
import { DiskSizes } from './sync/disk-sizes.js';
import { DomainMark } from './domain/domain-mark.js';
import { DomainNames } from './domain/domain-names.js';
import { DomainSizes } from './domain/domain-sizes.js';
import { CopyHelperDomain } from './disks/copy-helper-domain.js';
import { DiskCopier } from './disks/disk-copier.js';
import { DiskSwap } from './disks/disk-swap.js';
import { SavedState } from './disks/saved-state.js';
import { AdoptionService } from './adoption/adoption.service.js';
import { DomainReader } from './sync/domain-reader.js';
import { DomainEventListener } from './sync/domain-event-listener.js';
import { DomainsController } from './adoption/domains.controller.js';
import { ForeignDomains } from './adoption/foreign-domains.js';
import { InstanceBuilder } from './domain/instance-builder.js';
import { InstanceActionsController } from './actions/instance-actions.controller.js';
import { InstanceDefinitions } from './sync/instance-definitions.js';
import { InstanceDisposal } from './domain/instance-disposal.js';
import { InstanceDrafts } from './actions/drafts.js';
import { PowerActions } from './actions/power.js';
import { InstanceNames } from './records/instance-names.js';
import { InstancePorts } from './ports/instance-ports.js';
import { InstancePower } from './domain/instance-power.js';
import { InstanceRelease } from './adoption/instance-release.js';
import { InstanceRecovery } from './recovery/instance-recovery.js';
import { InstanceSync } from './sync/instance-sync.js';
import { InstanceMetadata } from './records/instance-metadata.js';
import { InstanceRestorer } from './recovery/instance-restorer.js';
import { InstanceCapacityCheck } from './disks/instance-capacity-check.js';
import { InstanceStart } from './domain/instance-start.js';
import { InstanceOperations } from './actions/instance-operations.js';
import { CloneInstance } from './actions/clone.js';
import { ChangePoller } from './sync/change-poller.js';
import { CreateInstance } from './actions/create.js';
import { DeleteInstance } from './actions/delete.js';
import { ReleaseInstance } from './actions/release.js';
import { GrowInstance } from './actions/grow.js';
import { RenameInstance } from './actions/rename.js';
import { ResizeInstance } from './actions/resize.js';
import { PublishInstance } from './actions/publish.js';
import { RebuildInstance } from './actions/rebuild.js';
import { RecordedDisks } from './disks/recorded-disk.js';
import { RedefineInstance } from './actions/redefine.js';
import { InstanceEntity } from './records/instance.entity.js';
import { InstancesController } from './instances.controller.js';
import { InstancesService } from './instances.service.js';
import { PortMappingEntity } from './records/port-mapping.entity.js';
import { PortMappingsService } from './ports/port-mappings.service.js';
import { PortsController } from './ports/ports.controller.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([InstanceEntity, PortMappingEntity]),
    FlavoursModule,
    HostModule,
    ImagesModule,
    NetworksModule,
    StorageModule,
  ],
  controllers: [DomainsController, InstancesController, InstanceActionsController, PortsController],
  providers: [
    CloneInstance,
    CopyHelperDomain,
    CreateInstance,
    DeleteInstance,
    ReleaseInstance,
    PowerActions,
    DiskChains,
    DiskGrowth,
    DiskSizes,
    DomainMark,
    DomainNames,
    DomainSizes,
    GrowInstance,
    AdoptionService,
    DomainReader,
    DomainEventListener,
    ForeignDomains,
    InstanceBuilder,
    DiskCopier,
    DiskSwap,
    InstanceDefinitions,
    InstanceDisposal,
    InstanceDrafts,
    InstanceNames,
    InstancePorts,
    InstancePower,
    InstanceRecovery,
    InstanceRelease,
    InstanceMetadata,
    InstanceRestorer,
    RecordedDisks,
    InstanceCapacityCheck,
    InstanceStart,
    InstanceSync,
    InstanceOperations,
    InstancesService,
    SavedState,
    ChangePoller,
    RedefineInstance,
    PortMappingsService,
    RenameInstance,
    ResizeInstance,
    PublishInstance,
    RebuildInstance,
  ],
  exports: [InstanceRestorer, InstancesService],
})
export class InstancesModule {
  constructor(clones: Clones, instances: InstancesService) {
    clones.register(instances);
  }
}
