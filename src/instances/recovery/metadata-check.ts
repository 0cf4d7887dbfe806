import { PickType } from '@nestjs/swagger';
import { IsIn, IsInt, IsIP, IsOptional, Matches, Max, Min } from 'class-validator';
import { UUID_PATTERN } from '../../common/http/names.js';
import {
  IsPastDate,
  type RecordProblem,
  cut,
  errorsOf,
} from '../../common/http/recorded-values.js';
import type { Protocol } from '../../common/protocol.js';
import type { RecordedMetadata, RecordedPort } from '../../domain-xml/read-record.js';
import type { PortView } from '../../domain-xml/views.js';
import { CreateFlavourDto } from '../../flavours/dto.js';
import { collide } from '../../networks/host-endpoint.js';
import { INSTANCE_ORIGINS, type InstanceOrigin } from '../model/instance-enums.js';
import { CreatePortMappingDto } from '../dto/port.dto.js';
import { UpdateInstanceDto } from '../dto/update-instance.dto.js';

const MAX_PORTS = 32;

/** The part of the metadata of a domain that a request could have set. */
export interface CheckedMetadata {
  readonly origin: InstanceOrigin;
  readonly createdAt: string;
  readonly isProtected: boolean;
  readonly imageId: string | null;
  readonly flavour: CreateFlavourDto | null;
  /** The name of the flavour, also if its sizes are not valid. */
  readonly flavourName: string | null;
  readonly diskVolume: string | null;
  readonly description: string;
  readonly notes: string;
  readonly tags: string[];
  readonly ports: PortView[];
}

class RecordedInstanceDto extends PickType(UpdateInstanceDto, [
  'description',
  'notes',
  'isProtected',
] as const) {
  @IsIn(INSTANCE_ORIGINS)
  origin!: string;

  @IsPastDate()
  createdAt!: string;

  @IsOptional()
  @Matches(UUID_PATTERN, { message: 'must be an id' })
  imageId?: string | undefined;

  @IsOptional()
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  @Matches(/^(?!\.{1,2}$)[^/\u0000-\u001f]{1,255}$/, { message: 'must be the name of a volume' })
  diskVolume?: string | undefined;
}

class RecordedPortDto extends CreatePortMappingDto {
  @IsInt()
  @Min(1024)
  @Max(65535)
  declare hostPort: number;

  @IsIP(4, { message: 'hostAddress must be an IPv4 address' })
  declare hostAddress: string;
}

/**
 * Validate the metadata of a domain like a request: an operator or another program may have edited it.
 * @param now the date to use if the recorded one is not valid
 */
export function checkMetadata(
  recorded: RecordedMetadata,
  now = new Date(),
): { readonly checked: CheckedMetadata; readonly problems: RecordProblem[] } {
  const problems: RecordProblem[] = [];
  const { description, notes, createdAt, origin, isProtected, imageId, diskVolume } = recorded;
  const dto = Object.assign(new RecordedInstanceDto(), {
    description,
    notes,
    createdAt,
    origin: origin === '' ? 'created' : origin,
    isProtected: booleanOf(isProtected === '' ? 'false' : isProtected),
    ...(imageId !== '' && { imageId }),
    ...(diskVolume !== '' && { diskVolume }),
  });
  const wrong = new Set(errorsOf(dto).map(({ field }) => field));
  const refuse = (field: keyof RecordedMetadata, message: string): void => {
    const value = recorded[field];
    problems.push({ field, value: cut(typeof value === 'string' ? value : ''), message });
  };
  for (const { field, message } of errorsOf(dto)) {
    const replacement = REPLACEMENTS[field] ?? 'it is left out';
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the class has these fields and no others
    refuse(field as keyof RecordedMetadata, `${message}; ${replacement}`);
  }
  const isAdopted = wrong.has('origin') ? diskVolume === '' : dto.origin === 'adopted';
  if (isAdopted && dto.diskVolume !== undefined && !wrong.has('diskVolume')) {
    refuse('diskVolume', 'an adopted instance has no disk that picostack created; it is left out');
  }
  return {
    checked: {
      origin: isAdopted ? 'adopted' : 'created',
      createdAt: (wrong.has('createdAt') ? now : new Date(createdAt)).toISOString(),
      // A value that is not valid may have been meant as protection.
      isProtected: wrong.has('isProtected') || isProtected === 'true',
      imageId: wrong.has('imageId') ? null : (dto.imageId ?? null),
      diskVolume: wrong.has('diskVolume') || isAdopted ? null : (dto.diskVolume ?? null),
      description: wrong.has('description') ? '' : description,
      notes: wrong.has('notes') ? '' : notes,
      ...checkFlavour(recorded, problems),
      tags: checkTags(recorded.tags, problems),
      ports: checkPorts(recorded.ports, problems),
    },
    problems,
  };
}

/** What is used instead of a value that is not valid. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  createdAt: 'the time of the recovery is used',
  isProtected: 'the instance is protected',
  origin: 'an instance without a disk of its own is treated as adopted',
};

function checkFlavour(
  recorded: RecordedMetadata,
  problems: RecordProblem[],
): Pick<CheckedMetadata, 'flavour' | 'flavourName'> {
  const { flavourName, flavourMemoryMiB, flavourVcpus, flavourDiskGiB } = recorded;
  if (flavourName === '') return { flavour: null, flavourName: null };
  const flavour = Object.assign(new CreateFlavourDto(), {
    name: flavourName,
    memoryMiB: numberOf(flavourMemoryMiB),
    vcpus: numberOf(flavourVcpus),
    diskGiB: flavourDiskGiB === '' ? null : numberOf(flavourDiskGiB),
  });
  const errors = errorsOf(flavour);
  for (const { field, message } of errors) {
    const at = FLAVOUR_FIELDS[field] ?? 'flavourName';
    const value = cut(recorded[at]);
    problems.push({ field: at, value, message: `${message}; the flavour is not restored` });
  }
  const isNameWrong = errors.some(({ field }) => field === 'name');
  return {
    flavour: errors.length === 0 ? flavour : null,
    flavourName: isNameWrong ? null : flavourName,
  };
}

const FLAVOUR_FIELDS: Readonly<
  Record<string, 'flavourName' | 'flavourMemoryMiB' | 'flavourVcpus' | 'flavourDiskGiB'>
> = {
  name: 'flavourName',
  memoryMiB: 'flavourMemoryMiB',
  vcpus: 'flavourVcpus',
  diskGiB: 'flavourDiskGiB',
};

function checkTags(tags: readonly string[], problems: RecordProblem[]): string[] {
  const valid: string[] = [];
  for (const [index, tag] of tags.entries()) {
    const dto = Object.assign(new UpdateInstanceDto(), { tags: [...valid, tag] });
    const [error] = errorsOf(dto);
    if (!error) valid.push(tag);
    else
      problems.push({
        field: `tags.${index}`,
        value: cut(tag),
        message: `${error.message}; it is left out`,
      });
  }
  return valid;
}

function checkPorts(ports: readonly RecordedPort[], problems: RecordProblem[]): PortView[] {
  const valid: PortView[] = [];
  for (const [index, port] of ports.entries()) {
    const refuse = (field: keyof RecordedPort, message: string): void => {
      const value = cut(port[field]);
      problems.push({
        field: `ports.${index}.${field}`,
        value,
        message: `${message}; the mapping is left out`,
      });
    };
    const dto = Object.assign(new RecordedPortDto(), {
      protocol: port.protocol,
      guestPort: numberOf(port.guestPort),
      hostAddress: port.hostAddress,
      hostPort: numberOf(port.hostPort),
    });
    const errors = errorsOf(dto);
    for (const { field, message } of errors) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the class has these fields and no others
      refuse(field as keyof RecordedPort, message);
    }
    if (errors.length > 0) continue;
    const view = toPortView(dto);
    if (valid.some((each) => collide(each, view))) {
      refuse('hostPort', 'another mapping of the instance has this host port');
    } else if (valid.length === MAX_PORTS) {
      refuse('hostPort', `an instance can have at most ${MAX_PORTS} mappings`);
    } else valid.push(view);
  }
  return valid;
}

function toPortView({ protocol, guestPort, hostAddress, hostPort }: RecordedPortDto): PortView {
  const known: Protocol = protocol;
  return { protocol: known, guestPort, hostAddress, hostPort };
}

/** Text that is not an integer stays text, which the validation refuses. */
function numberOf(text: string): number | string {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function booleanOf(text: string): boolean | string {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
