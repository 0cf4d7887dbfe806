export { asTyped } from './as-typed.js';
export * from './codec.js';
export * from './combinators.js';
export * from './primitives.js';
export { XdrError } from './xdr-error.js';
export { XdrReader } from './xdr-reader.js';
export { XdrWriter } from './xdr-writer.js';
