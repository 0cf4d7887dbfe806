import { Records1764000001000 } from './1764000001000-records.js';
import { Auth1764000002000 } from './1764000002000-auth.js';
import { DurableOperations1764000003000 } from './1764000003000-durable-operations.js';
import { Idempotency1764000004000 } from './1764000004000-idempotency.js';
import { PendingSize1764000004200 } from './1764000004200-pending-size.js';
import { EventCause1764000005000 } from './1764000005000-event-cause.js';
import { OperationLocks1764000101000 } from './1764000101000-operation-locks.js';
import { IdempotencyIdentity1764000102000 } from './1764000102000-idempotency-identity.js';
import { BootSignature1764000103000 } from './1764000103000-boot-signature.js';
import { DomainFacts1764000105000 } from './1764000105000-domain-facts.js';
import { PendingMetadata1764000106000 } from './1764000106000-pending-metadata.js';
import { SnapshotNames1764000108000 } from './1764000108000-snapshot-names.js';
import { ImageUploads1764000112000 } from './1764000112000-image-uploads.js';
import { ImageLife1764000113000 } from './1764000113000-image-life.js';
import { InstanceHardware1764000114000 } from './1764000114000-instance-hardware.js';
import { ImageVersions1764000115000 } from './1764000115000-image-versions.js';
import { OvaDisk1764000116100 } from './1764000116100-ova-disk.js';
import { ImageCompression1764000117000 } from './1764000117000-image-compression.js';

/** All migrations, in the order in which they run. Append only. */
export const MIGRATIONS = [
  Records1764000001000,
  Auth1764000002000,
  DurableOperations1764000003000,
  Idempotency1764000004000,
  PendingSize1764000004200,
  EventCause1764000005000,
  OperationLocks1764000101000,
  IdempotencyIdentity1764000102000,
  BootSignature1764000103000,
  DomainFacts1764000105000,
  PendingMetadata1764000106000,
  SnapshotNames1764000108000,
  ImageUploads1764000112000,
  ImageLife1764000113000,
  InstanceHardware1764000114000,
  ImageVersions1764000115000,
  OvaDisk1764000116100,
  ImageCompression1764000117000,
];
