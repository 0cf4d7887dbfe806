// Pure functions that the page, the command and the server share.
export * from './disk-content.js';
export * from './instance-state.js';
export * from './names.js';
export * from './sizes.js';
export * from './transfer-rate.js';
