import type { networkPortRef } from '../protocol/types.js';
import type { Infer } from '../xdr/index.js';
import type { Connection } from './connection.js';
import type { CallOptions } from './connection-core.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from './typed-parameters.js';

/** How the protocol refers to it. */
export type NetworkPortRef = Infer<typeof networkPortRef>;

/** What is plugged into a network (virNetworkPortPtr). */
export class NetworkPort {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: NetworkPortRef,
  ) {}

  /** The UUID, dashed and in lower case (virNetworkPortGetUUIDString). */
  get uuid(): string {
    return this.ref.uuid;
  }

  /** The UUID of its network. */
  get networkUuid(): string {
    return this.ref.net.uuid;
  }

  /** The description (virNetworkPortGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('networkPortGetXMLDesc', { port: this.ref, flags }, options))
      .xml;
  }

  /** Its limits (virNetworkPortGetParameters). */
  async getParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'networkPortGetParameters',
          { port: this.ref, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets its limits (virNetworkPortSetParameters). */
  setParameters(params: TypedParametersInput, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'networkPortSetParameters',
      { port: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Unplugs it (virNetworkPortDelete). */
  delete(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('networkPortDelete', { port: this.ref, flags }, options);
  }
}
