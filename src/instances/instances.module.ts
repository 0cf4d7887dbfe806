import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FlavoursModule } from '../flavours/flavours.module.js';
import { HostModule } from '../host/host.module.js';
import { Clones } from '../images/clones.js';
import { ImagesModule } from '../images/images.module.js';
import { NetworksModule } from '../networks/networks.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { CloneInstance } from './actions/clone.js';
import { CreateInstance } from './actions/create.js';
import { DeleteInstance } from './actions/delete.js';
import { DetachClones } from './actions/detach-clones.js';
import { DetachInstance } from './actions/detach.js';
import { InstanceDrafts } from './actions/drafts.js';
import { GrowInstance } from './actions/grow.js';
import { InstanceActionsController } from './actions/instance-actions.controller.js';
import { InstanceOperations } from './actions/instance-operations.js';
import { PowerActions } from './actions/power.js';
import { PublishInstance } from './actions/publish.js';
import { RebuildInstance } from './actions/rebuild.js';
import { RedefineInstance } from './actions/redefine.js';
import { ReleaseInstance } from './actions/release.js';
import { RenameInstance } from './actions/rename.js';
import { ResizeInstance } from './actions/resize.js';
import { AdoptionService } from './adoption/adoption.service.js';
import { DomainRelease } from './adoption/domain-release.js';
import { DomainsController } from './adoption/domains.controller.js';
import { ForeignDomains } from './adoption/foreign-domains.js';
import { CopyHelperDomain } from './disks/copy-helper-domain.js';
import { DiskChains } from './disks/disk-chain.js';
import { DiskCopier } from './disks/disk-copier.js';
import { DiskDetachment } from './disks/disk-detachment.js';
import { DiskGrowth } from './disks/disk-growth.js';
import { DiskSwap } from './disks/disk-swap.js';
import { InstanceCapacityCheck } from './disks/instance-capacity-check.js';
import { SavedState } from './disks/saved-state.js';
import { DomainRename } from './domain/domain-rename.js';
import { DomainResize } from './domain/domain-resize.js';
import { InstanceBuilder } from './domain/instance-builder.js';
import { InstanceDisposal } from './domain/instance-disposal.js';
import { InstancePower } from './domain/instance-power.js';
import { InstanceStart } from './domain/instance-start.js';
import { MetadataBackup } from './domain/metadata-backup.js';
import { InstancesController } from './instances.controller.js';
import { InstancesService } from './instances.service.js';
import { PortForwarding } from './ports/port-forwarding.js';
import { PortMappingsService } from './ports/port-mappings.service.js';
import { PortsController } from './ports/ports.controller.js';
import { InstanceEntity, PortMappingEntity } from './records/instance.entity.js';
import { InstanceMetadata } from './records/instance-metadata.js';
import { InstanceRecords } from './records/instance-records.js';
import { DiskVerifier } from './recovery/disk-verifier.js';
import { InstanceRestorer } from './recovery/instance-restorer.js';
import { StartupRecovery } from './recovery/startup-recovery.js';
import { ChangePoller } from './sync/change-poller.js';
import { DefinitionSync } from './sync/definition-sync.js';
import { DiskSizeSync } from './sync/disk-size-sync.js';
import { DomainEventListener } from './sync/domain-event-listener.js';
import { DomainReader } from './sync/domain-reader.js';
import { FirstReading } from './sync/first-reading.js';
import { InstanceSync } from './sync/instance-sync.js';

const RECORDS = [InstanceMetadata, InstanceRecords];
const SYNC = [
  ChangePoller,
  DefinitionSync,
  DiskSizeSync,
  DomainEventListener,
  DomainReader,
  FirstReading,
  InstanceSync,
];
const DISKS = [
  CopyHelperDomain,
  DiskChains,
  DiskCopier,
  DiskDetachment,
  DiskGrowth,
  DiskSwap,
  InstanceCapacityCheck,
  SavedState,
];
const DOMAIN = [
  DomainRename,
  DomainResize,
  InstanceBuilder,
  InstanceDisposal,
  InstancePower,
  InstanceStart,
  MetadataBackup,
];
const PORTS = [PortForwarding, PortMappingsService];
const ADOPTION = [AdoptionService, DomainRelease, ForeignDomains];
const ACTIONS = [
  CloneInstance,
  CreateInstance,
  DeleteInstance,
  DetachClones,
  DetachInstance,
  GrowInstance,
  InstanceDrafts,
  InstanceOperations,
  PowerActions,
  PublishInstance,
  RebuildInstance,
  RedefineInstance,
  ReleaseInstance,
  RenameInstance,
  ResizeInstance,
];
const RECOVERY = [DiskVerifier, InstanceRestorer, StartupRecovery];

/** Instances: records, sync with libvirt, actions, adoption and recovery. */
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
    InstancesService,
    ...RECORDS,
    ...SYNC,
    ...DISKS,
    ...DOMAIN,
    ...PORTS,
    ...ADOPTION,
    ...ACTIONS,
    ...RECOVERY,
  ],
  exports: [InstanceRestorer, InstancesService],
})
export class InstancesModule {
  constructor(
    clones: Clones,
    records: InstanceRecords,
    instances: InstancesService,
    detachment: DetachClones,
  ) {
    clones.register({
      clonesOf: (imageId) => records.clonesOf(imageId),
      disks: () => records.disksOfClones(),
      announce: (imageId) => instances.announceClones(imageId),
      requireDetachable: (id) => detachment.requirePossible(id),
      detach: (id, actor, context) => detachment.detach(id, actor, context),
    });
  }
}
