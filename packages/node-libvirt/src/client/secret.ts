import type { secretRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';

/** How the protocol refers to it. */
export type SecretRef = Infer<typeof secretRef>;

/** A password or key that libvirt keeps (virSecretPtr). */
export class Secret {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: SecretRef,
  ) {}

  /** The UUID, dashed and in lower case (virSecretGetUUIDString). */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** What it is for, virSecretUsageType (virSecretGetUsageType). */
  get usageType(): number {
    return this.ref.usageType;
  }

  /** For which object it is (virSecretGetUsageID). */
  get usageID(): string {
    return this.ref.usageID;
  }

  /** The description, without the value (virSecretGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('secretGetXMLDesc', { secret: this.ref, flags }, options))
      .xml;
  }

  /** The value; a private secret does not give it (virSecretGetValue). */
  async getValue(flags = 0, options?: CallOptions): Promise<Buffer> {
    return (await this.connection.call('secretGetValue', { secret: this.ref, flags }, options))
      .value;
  }

  /** Sets the value (virSecretSetValue). */
  setValue(value: Uint8Array, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('secretSetValue', { secret: this.ref, value, flags }, options);
  }

  /** Removes the secret (virSecretUndefine). */
  undefine(options?: CallOptions): Promise<void> {
    return this.connection.call('secretUndefine', { secret: this.ref }, options);
  }
}
