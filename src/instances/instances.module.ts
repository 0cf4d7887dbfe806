import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FlavoursModule } from '../flavours/flavours.module.js';
import { HostModule } from '../host/host.module.js';
import { Clones } from '../images/clones.js';
import { ImagesModule } from '../images/images.module.js';
import { NetworksModule } from '../networks/networks.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { DiskChains } from './disk-chain.js';
import { DiskGrowth } from './disk-growth.js';
import { DiskSizes } from './disk-sizes.js';
import { DomainMark } from './domain-mark.js';
import { DomainNames } from './domain-names.js';
import { DomainSizes } from './domain-sizes.js';
import { CopyingDomain } from './copies/copying-domain.js';
import { DiskCopier } from './copies/disk-copier.js';
import { DiskExchange } from './copies/disk-exchange.js';
import { InstanceCopies } from './copies/instance-copies.js';
import { InstanceCopiesController } from './copies/instance-copies.controller.js';
import { InstanceRebuilder } from './copies/instance-rebuilder.js';
import { KeptStates } from './copies/kept-states.js';
import { AdoptionService } from './adoption.service.js';
import { DomainReader } from './domain-reader.js';
import { DomainWatch } from './domain-watch.js';
import { DomainsController, RedefinitionController } from './domains.controller.js';
import { ForeignDomains } from './foreign-domains.js';
import { InstanceActions } from './instance-actions.js';
import { InstanceBuilder } from './instance-builder.js';
import { InstanceChanges } from './instance-changes.js';
import { InstanceChangesController } from './instance-changes.controller.js';
import { InstanceDefinitions } from './instance-definitions.js';
import { InstanceDisposal } from './instance-disposal.js';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceLifecycle } from './instance-lifecycle.js';
import { InstanceNames } from './instance-names.js';
import { InstancePorts } from './instance-ports.js';
import { InstancePower } from './instance-power.js';
import { InstanceRedefinition } from './instance-redefinition.js';
import { InstanceRelease } from './instance-release.js';
import { InstanceRecovery } from './instance-recovery.js';
import { InstanceTracker } from './instance-tracker.js';
import { InstanceMetadata } from './instance-metadata.js';
import { InstanceRestorer } from './instance-restorer.js';
import { InstanceRoom } from './instance-room.js';
import { InstanceStart } from './instance-start.js';
import { InstanceWork } from './instance-work.js';
import { CloneInstanceWorkflow } from './workflows/clone-instance.workflow.js';
import { LookAround } from './look-around.js';
import { CreateInstanceWorkflow } from './workflows/create-instance.workflow.js';
import { DeleteInstanceWorkflow } from './workflows/delete-instance.workflow.js';
import { GrowInstanceWorkflow } from './workflows/grow-instance.workflow.js';
import { RenameInstanceWorkflow } from './workflows/rename-instance.workflow.js';
import { ResizeInstanceWorkflow } from './workflows/resize-instance.workflow.js';
import { DraftSteps } from './workflows/draft-steps.js';
import { PublishInstanceWorkflow } from './workflows/publish-instance.workflow.js';
import { RebuildInstanceWorkflow } from './workflows/rebuild-instance.workflow.js';
import { RecordedDisks } from './recorded-disk.js';
import { RedefinitionRequests } from './redefinition-requests.js';
import { RedefineInstanceWorkflow } from './workflows/redefine-instance.workflow.js';
import { InstanceEntity } from './instance.entity.js';
import { InstancesController } from './instances.controller.js';
import { InstancesService } from './instances.service.js';
import { PortMappingEntity } from './port-mapping.entity.js';
import { PortMappingsService } from './port-mappings.service.js';
import { PortsController } from './ports.controller.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([InstanceEntity, PortMappingEntity]),
    FlavoursModule,
    HostModule,
    ImagesModule,
    NetworksModule,
    StorageModule,
  ],
  controllers: [
    DomainsController,
    InstancesController,
    InstanceChangesController,
    InstanceCopiesController,
    PortsController,
    RedefinitionController,
  ],
  providers: [
    CloneInstanceWorkflow,
    CopyingDomain,
    CreateInstanceWorkflow,
    DeleteInstanceWorkflow,
    DiskChains,
    DiskGrowth,
    DiskSizes,
    DomainMark,
    DomainNames,
    DomainSizes,
    GrowInstanceWorkflow,
    AdoptionService,
    DomainReader,
    DomainWatch,
    ForeignDomains,
    InstanceActions,
    InstanceBuilder,
    InstanceChanges,
    DiskCopier,
    DiskExchange,
    DraftSteps,
    InstanceCopies,
    InstanceDefinitions,
    InstanceDisposal,
    InstanceDrafts,
    InstanceLifecycle,
    InstanceNames,
    InstancePorts,
    InstancePower,
    InstanceRebuilder,
    InstanceRecovery,
    InstanceRedefinition,
    InstanceRelease,
    InstanceMetadata,
    InstanceRestorer,
    RecordedDisks,
    InstanceRoom,
    InstanceStart,
    InstanceTracker,
    InstanceWork,
    InstancesService,
    KeptStates,
    LookAround,
    RedefineInstanceWorkflow,
    RedefinitionRequests,
    PortMappingsService,
    RenameInstanceWorkflow,
    ResizeInstanceWorkflow,
    PublishInstanceWorkflow,
    RebuildInstanceWorkflow,
  ],
  exports: [InstanceRestorer, InstancesService],
})
export class InstancesModule {
  constructor(clones: Clones, instances: InstancesService) {
    clones.register(instances);
  }
}
