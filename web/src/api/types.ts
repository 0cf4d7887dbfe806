import type { Schemas } from '@picostack/api-client';

/** The schemas of the OpenAPI document that the page uses. */

export type SessionDto = Schemas['SessionDto'];
export type HostDto = Schemas['HostDto'];
export type FlavourDto = Schemas['FlavourDto'];
export type EventDto = Schemas['EventDto'];
export type OperationDto = Schemas['OperationDto'];

export type ImageDto = Schemas['ImageDto'];
export type ImageUploadDto = Schemas['ImageUploadDto'];
export type ImageFormat = ImageDto['format'];
export type CreateImageDto = Schemas['CreateImageDto'];
export type UpdateImageDto = Schemas['UpdateImageDto'];
export type BuildImageDto = Schemas['BuildImageDto'];
export type ImageRecipeDto = Schemas['ImageRecipeDto'];
export type StorageVolumeDto = Schemas['StorageVolumeDto'];
export type StorageVolumesDto = Schemas['StorageVolumesDto'];
export type RemoteFileDto = Schemas['RemoteFileDto'];
export type CatalogueEntryDto = Schemas['CatalogueEntryDto'];
export type GuestPortDto = Schemas['GuestPortDto'];

export type ConsoleTicketDto = Schemas['ConsoleTicketDto'];
export type ConsoleViewerDto = Schemas['ConsoleViewerDto'];

export type ForeignDomainDto = Schemas['ForeignDomainDto'];
export type ForeignDiskDto = Schemas['ForeignDiskDto'];

export type InstanceDto = Schemas['InstanceDto'];
export type InstanceState = InstanceDto['state'];
export type InstanceAction = InstanceDto['actions'][number];
export type CreateInstanceDto = Schemas['CreateInstanceDto'];
export type CloneInstanceDto = Schemas['CloneInstanceDto'];
export type PublishInstanceDto = Schemas['PublishInstanceDto'];
export type RebuildInstanceDto = Schemas['RebuildInstanceDto'];
export type UpdateInstanceDto = Schemas['UpdateInstanceDto'];
export type PortMappingDto = Schemas['PortMappingDto'];
export type CreatePortMappingDto = Schemas['CreatePortMappingDto'];
