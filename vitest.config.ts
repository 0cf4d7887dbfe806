import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** These measure time or memory, or restart a daemon under load, so nothing else may run at the same time. */
const ALONE = ['auth-sign-in', 'fuzz', 'image-memory', 'libvirtd-restart', 'tiny-image'].map(
  (name) => `test/integration/${name}.spec.ts`,
);

/** These replace modules, so each needs its own module registry. */
const MOCKED = [
  'src/config/folders.spec.ts',
  'packages/node-libvirt/src/rpc/long-timer.spec.ts',
  'packages/node-libvirt/src/client/connection-uri.spec.ts',
];

/** node-libvirt's tests with guests of their own. Its others share the daemon's test driver. */
const DRIVER_GUESTS = [
  'domain',
  'guest',
  'guest-disks',
  'guest-events',
  'guest-network',
  'migration',
].map((name) => `packages/node-libvirt/test/${name}.integration.spec.ts`);

/** The default leaves one core idle, which is half of a small machine. */
const WORKERS = Math.max(2, availableParallelism() - 1);

/**
 * The tiers of tests, in the order in which `npm test` runs them.
 *
 * - unit: one part of the code, beside its source; the files of a worker share the modules that they import
 * - mocked: the same, for files that replace modules
 * - house: the set-up scripts, the import rules and the project rules
 * - integration: real libvirtd, real QEMU, a temporary SQLite file with the real migrations
 * - alone: the same, one file at a time: measurements, and node-libvirt's tests, which share the daemon's test driver
 * - e2e: the built server, the command and Chromium
 */
export default defineConfig({
  // Nest resolves constructor parameters by the metadata that the compiler emits for decorators.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,packages/*/src,web/src}/**/*.spec.{ts,tsx}'],
          exclude: MOCKED,
          // Importing the code takes longer than testing it.
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      { extends: true, test: { name: 'mocked', include: MOCKED, maxWorkers: WORKERS } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['test/house/**/*.spec.{ts,mjs}'],
          // As for `unit`, because the two run together.
          maxWorkers: WORKERS,
          // Testing the import rules takes a few seconds.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.spec.ts', ...DRIVER_GUESTS],
          exclude: ALONE,
          globalSetup: ['test/support/build-tiny-image.ts'],
          // They mostly wait for guests; more workers would only slow each other down.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['packages/*/test/**/*.spec.ts', ...ALONE],
          exclude: DRIVER_GUESTS,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          // As in `integration`: they wait for guests and for pages in turn.
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: ['test/bench/**/*.bench.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
