import { Body, Controller, Delete, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access/access.decorators.js';
import type { Actor } from '../../auth/access/actor.js';
import { ApiProblems } from '../../common/http/api-responses.js';
import { OperationResponse } from '../../operations/operation-response.js';
import type { OperationDto } from '../../operations/dto.js';
import {
  GrowInstanceDto,
  RenameInstanceDto,
  ResizeInstanceDto,
} from '../dto/change-instance.dto.js';
import {
  CloneInstanceDto,
  PublishInstanceDto,
  RebuildInstanceDto,
} from '../dto/copy-instance.dto.js';
import { CreateInstanceDto } from '../dto/create-instance.dto.js';
import { DeleteInstanceQueryDto, StopInstanceDto } from '../dto/instance.dto.js';
import { CloneInstance } from './clone.js';
import { CreateInstance } from './create.js';
import { DeleteInstance } from './delete.js';
import { DetachInstance } from './detach.js';
import { GrowInstance } from './grow.js';
import { PowerActions } from './power.js';
import { PublishInstance } from './publish.js';
import { RebuildInstance } from './rebuild.js';
import { RedefineInstance } from './redefine.js';
import { RenameInstance } from './rename.js';
import { ResizeInstance } from './resize.js';

const INVALID = '`invalidInput`: a field is not valid';
const FORBIDDEN = '`forbidden`: the caller needs the role operator.';
const NOT_FOUND = '`instanceNotFound`';
const UNAVAILABLE = '`libvirtUnavailable`: picostack cannot reach libvirt.';
const FULL = '`insufficientStorage`: the storage pool does not have enough free space.';
const ILLEGAL =
  '`illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change.';
const SAVED = '`savedState`: the memory of the instance is saved to disk.';
const CANNOT_GROW =
  '`diskHasSnapshots`: QEMU cannot resize a disk that has snapshots. `diskNotAttached`: the domain does not use the disk. `diskMissing`: the disk is not in its storage pool.';
const CANNOT_COPY =
  '`diskMissing`: the disk is not in its storage pool. `diskElsewhere`: the domain uses another disk than the one that picostack created. `copyFailed`: QEMU stopped copying. `cancelled`.';
const PROBLEMS = {
  400: `${INVALID}.`,
  403: FORBIDDEN,
  404: NOT_FOUND,
  409: `${ILLEGAL} ${SAVED}`,
  503: UNAVAILABLE,
};
/** Problems of actions without a request body. */
const POWER_PROBLEMS = { 403: FORBIDDEN, 404: NOT_FOUND, 409: PROBLEMS[409], 503: UNAVAILABLE };

/** Create instances, and start the long-running actions on them. */
@ApiTags('instances')
@Controller('instances')
export class InstanceActionsController {
  constructor(
    private readonly createInstance: CreateInstance,
    private readonly deleteInstance: DeleteInstance,
    private readonly power: PowerActions,
    private readonly renameInstance: RenameInstance,
    private readonly resizeInstance: ResizeInstance,
    private readonly growInstance: GrowInstance,
    private readonly cloneInstance: CloneInstance,
    private readonly rebuildInstance: RebuildInstance,
    private readonly detachInstance: DetachInstance,
    private readonly publishInstance: PublishInstance,
    private readonly redefineInstance: RedefineInstance,
  ) {}

  @Post()
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_create',
    summary: 'Create and start one or more instances from an image',
    description:
      'With `count`, the request creates all instances in one operation, `instance.createMany`, whose resource name is the pattern. If one instance cannot be created, none is. The instances start after all of them are created.',
  })
  @ApiProblems({
    400: `${INVALID}.`,
    403: FORBIDDEN,
    404: '`imageNotFound`, `flavourNotFound`',
    409: '`nameTaken`, `imageNotReady`, `portTaken`, `noFreePort`, `addressNotOnHost`, `privilegedPort`, `imageFileMissing`, `libvirtFailed`',
    503: UNAVAILABLE,
    507: '`insufficientStorage`',
  })
  create(@Body() dto: CreateInstanceDto, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.createInstance.create(dto, actor.name);
  }

  @Delete(':id')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_remove',
    summary: 'Delete an instance, its disk and its port mappings',
    description:
      'Legal while the instance is off; with `force=true` also while it is running. With `keepDisk=true` the disk stays in the storage pool. Deleting an adopted instance only releases it, whether it is running or not: its domain and its disks always stay. A protected instance cannot be deleted, not even with `force`.',
  })
  @ApiProblems({
    ...POWER_PROBLEMS,
    409: `${PROBLEMS[409]} \`deleteProtected\`: first PATCH the instance with \`isProtected: false\`. \`diskInUse\`: the \`domains\` and \`volumes\` listed use the disk. \`storagePoolUnavailable\`.`,
  })
  remove(
    @Param('id') id: string,
    @Query() query: DeleteInstanceQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.deleteInstance.delete(id, query, actor.name);
  }

  @Post(':id/start')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_start',
    summary: 'Start an instance',
    description:
      'Legal while the instance is off. If its memory is saved to disk (`hasSavedState`), the guest continues from there.',
  })
  @ApiProblems(POWER_PROBLEMS)
  start(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.power.start(id, actor.name);
  }

  @Post(':id/stop')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_stop',
    summary: 'Stop an instance',
    description:
      'Legal while the instance is running and its domain has a definition. Picostack presses the power button (ACPI). It forces the guest off if the guest does not shut down in time, and immediately if the guest crashed. It wakes a suspended guest first.',
  })
  @ApiProblems(PROBLEMS)
  stop(
    @Param('id') id: string,
    @Body() dto: StopInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.power.stop(id, dto, actor.name);
  }

  @Post(':id/restart')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_restart',
    summary: 'Stop an instance, then start it',
    description:
      'Legal while the instance is running, or crashed with its memory preserved, and its domain has a definition.',
  })
  @ApiProblems(PROBLEMS)
  restart(
    @Param('id') id: string,
    @Body() dto: StopInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.power.restart(id, dto, actor.name);
  }

  @Post(':id/pause')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_pause',
    summary: 'Pause a running instance',
    description: 'Legal while the instance is running. Its memory stays allocated.',
  })
  @ApiProblems(POWER_PROBLEMS)
  pause(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.power.pause(id, actor.name);
  }

  @Post(':id/resume')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_resume',
    summary: 'Resume a paused instance',
    description: 'Legal while the instance is paused. A suspended guest wakes up.',
  })
  @ApiProblems(POWER_PROBLEMS)
  resume(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.power.resume(id, actor.name);
  }

  @Post(':id/discard-saved-state')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Instances_discardSavedState',
    summary: 'Discard the memory of an instance that is saved to disk',
    description:
      'Legal while `hasSavedState` is true. The guest loses what it had in memory, as in a power failure, and boots at its next start.',
  })
  @ApiProblems(POWER_PROBLEMS)
  discardSavedState(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.power.discardSavedState(id, actor.name);
  }

  @Post(':id/rename')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceChanges_rename',
    summary: 'Rename an instance',
    description:
      'Legal while the instance is stopped or crashed. The domain, and the host name that the guest gets from DHCP, change too.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or the instance already has this name.`,
    409: `${PROBLEMS[409]} \`nameTaken\`. \`hasSnapshots\`: libvirt cannot rename a domain that has snapshots or checkpoints. \`renamedOutside\`: another program renamed the domain at the same time.`,
  })
  rename(
    @Param('id') id: string,
    @Body() dto: RenameInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.renameInstance.rename(id, dto.name, actor.name);
  }

  @Post(':id/resize')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceChanges_resize',
    summary: 'Resize an instance to another flavour',
    description:
      'Legal while the domain has a definition and no saved memory. Picostack changes memory and CPUs in the definition, together with the CPU topology and a single NUMA cell. If the XML of the domain makes the new size ambiguous, the request fails with the reason. A running guest gets what QEMU can change immediately; `pendingSize` shows what changes at its next start. If the flavour has a larger disk size, the disk grows. The disks of an adopted instance do not change.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or the disk of the flavour exceeds the largest size allowed.`,
    404: '`instanceNotFound`, `flavourNotFound`',
    409: `${PROBLEMS[409]} \`cannotResize\`: the XML of the domain makes the new size ambiguous. \`diskNotLarger\`: the disk is larger than that of the flavour. \`changedMeanwhile\`: an earlier operation or another program changed the size. ${CANNOT_GROW}`,
    507: FULL,
  })
  resize(
    @Param('id') id: string,
    @Body() dto: ResizeInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.resizeInstance.resize(id, dto.flavour, actor.name);
  }

  @Post(':id/grow')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceChanges_grow',
    summary: 'Grow the disk of an instance',
    description:
      'Legal while the instance is stopped, crashed, running or paused. A running guest sees the larger disk immediately. Growing the file systems on the disk is up to the guest.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or the size exceeds the largest size allowed.`,
    409: `${PROBLEMS[409]} \`diskNotLarger\`: the disk already has this size or more. ${CANNOT_GROW}`,
    507: FULL,
  })
  grow(
    @Param('id') id: string,
    @Body() dto: GrowInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.growInstance.grow(id, dto.diskGiB, actor.name);
  }

  @Post(':id/clone')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceCopies_clone',
    summary: 'Clone an instance, including its disk',
    description:
      'Legal while the instance is running, paused, stopped or crashed; a running guest continues to run. The clone gets the size, description and tags of the instance, and a MAC address and host ports of its own. The resource of the operation is the clone. Only the disk that picostack created is copied.',
  })
  @ApiProblems({
    ...PROBLEMS,
    409: `\`nameTaken\`, \`portTaken\`, \`noFreePort\`, \`imageNotReady\`, \`imageFileMissing\`, \`changedMeanwhile\`. ${ILLEGAL} \`notLinked\`: the disk has no backing image to share. \`guestWentOff\`: the guest went off while its disk was being copied. ${CANNOT_COPY}`,
    507: FULL,
  })
  clone(
    @Param('id') id: string,
    @Body() dto: CloneInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.cloneInstance.clone(id, dto, actor.name);
  }

  @Post(':id/rebuild')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceCopies_rebuild',
    summary: 'Replace the disk of an instance with a new clone of an image',
    description:
      'Legal while the instance is stopped or crashed. All data on the old disk is deleted. The name, MAC address, port mappings, size and manual changes of the domain stay. The new disk is at least as large as the old one.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or the instance has no image and the request names none.`,
    404: '`instanceNotFound`, `imageNotFound`',
    409: `\`imageNotReady\`, \`imageFileMissing\`, \`startedMeanwhile\`, \`changedMeanwhile\`. ${ILLEGAL} \`snapshotsWouldGo\`: the listed \`snapshots\`, \`checkpoints\` or saved memory belong to the old disk. ${CANNOT_COPY}`,
    507: FULL,
  })
  rebuild(
    @Param('id') id: string,
    @Body() dto: RebuildInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.rebuildInstance.rebuild(id, dto, actor.name);
  }

  @Post(':id/detach')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceCopies_detach',
    summary: 'Make an instance independent of its image',
    description:
      'Legal while the instance is running, paused, stopped or crashed, and its disk is a clone of an image. QEMU copies into the disk what it shares with the image, while a running guest continues. Afterwards `image` is null. If the operation is cancelled, the disk stays a clone.',
  })
  @ApiProblems({
    ...POWER_PROBLEMS,
    409: `${PROBLEMS[409]} \`alreadyIndependent\`: the disk has no image. \`hasSnapshots\`: the snapshots share data with the image; delete them first. \`imageFileMissing\`. \`changedMeanwhile\`: an earlier operation replaced the disk. ${CANNOT_COPY}`,
    507: FULL,
  })
  detach(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.detachInstance.detach(id, actor.name);
  }

  @Post(':id/publish')
  @OperationResponse()
  @ApiOperation({
    operationId: 'InstanceCopies_publish',
    summary: 'Create an image from the disk of an instance',
    description:
      'Legal while the instance is running, paused, stopped or crashed; a running guest continues to run. The new image has no backing image. It gets the default ports, default user and minimum memory of the image of the instance. Only the disk that picostack created is copied.',
  })
  @ApiProblems({
    ...PROBLEMS,
    409: `\`nameTaken\`. \`compressionUnavailable\`: the host of the server cannot compress images. ${ILLEGAL} \`guestWentOff\`: the guest went off while its disk was being copied. ${CANNOT_COPY}`,
    507: FULL,
  })
  publish(
    @Param('id') id: string,
    @Body() dto: PublishInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.publishInstance.publish(id, dto, actor.name);
  }

  @Post(':id/redefine')
  @OperationResponse()
  @ApiOperation({
    operationId: 'Redefinition_redefine',
    summary: 'Define the domain of an instance again',
    description:
      'Legal while the instance is missing, unless it was adopted, and while it is running without a definition (`isPersistent` is false). A missing instance gets its existing disk and the last domain XML that picostack read, so that manual changes are kept; passwords in it are lost. A running guest continues to run, and its live XML becomes its definition. To remove the instance instead, delete it; with `keepDisk=true` its disk stays.',
  })
  @ApiProblems({
    ...POWER_PROBLEMS,
    409: '`illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `diskMissing`: the disk is not in its storage pool. `nameTaken`: another domain has the name. `libvirtFailed`: libvirt refused the definition.',
  })
  redefine(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<OperationDto> {
    return this.redefineInstance.redefine(id, actor.name);
  }
}
