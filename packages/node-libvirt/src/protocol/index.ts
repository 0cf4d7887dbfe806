export * from './procedure.js';
export * from './table.js';
