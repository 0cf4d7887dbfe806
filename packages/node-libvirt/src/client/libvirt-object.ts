import { inspect, type InspectOptions, isDeepStrictEqual } from 'node:util';
import type { Caller } from '../rpc/index.js';

/** What identifies an object, for messages and logs. */
export interface ObjectIdentity {
  readonly [field: string]: string | number;
}

/** An object of libvirt: its reference on the wire, and the connection that calls it. */
export abstract class LibvirtObject<Ref extends object> {
  /** The reference that procedures take. */
  ref: Ref;
  // Not enumerable, so that no log or test report prints the connection and its socket.
  readonly #caller: Caller;

  constructor(caller: Caller, ref: Ref) {
    this.#caller = caller;
    this.ref = ref;
  }

  /** The connection that the object belongs to. */
  get connection(): Caller {
    return this.#caller;
  }

  /** The fields that identify the object on its connection. */
  protected abstract get identity(): ObjectIdentity;

  /** Check whether another object is of the same class, on the same URI, and has the same identity. */
  equals(other: unknown): boolean {
    return (
      other instanceof LibvirtObject &&
      other.constructor === this.constructor &&
      other.#caller.uri === this.#caller.uri &&
      isDeepStrictEqual(keyOf(other.identity), keyOf(this.identity))
    );
  }

  /** Return the identity and the URI. */
  toJSON(): ObjectIdentity {
    return { ...this.identity, uri: this.#caller.uri };
  }

  /** Return the class, the identity and the URI in one line. */
  toString(): string {
    const fields = Object.entries(this.identity).map(([name, value]) => `${name}=${value}`);
    return `${this.constructor.name} ${fields.join(' ')} on ${this.#caller.uri}`;
  }

  [inspect.custom](_depth: number, options: InspectOptions): string {
    return `${this.constructor.name} ${inspect(this.toJSON(), options)}`;
  }
}

/** A UUID identifies an object for its whole life; its name and id can change. */
function keyOf(identity: ObjectIdentity): ObjectIdentity | string | number {
  return identity.uuid ?? identity;
}
