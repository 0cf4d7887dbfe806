export { checkTinyHost } from './apt-packages.js';
export { buildTinyImage, type TinyImage, type TinyImageOptions } from './build-tiny-image.js';
export { ProgramFailedError, runProgram, type RunOptions } from './run-program.js';
export { TinyBuildError } from './tiny-build-error.js';
