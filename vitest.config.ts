import { defineConfig } from 'vitest/config';

/** They measure time or memory, or restart a daemon under load: nothing else may run beside them. */
const ALONE = ['auth-sign-in', 'fuzz', 'image-memory', 'libvirtd-restart', 'tiny-image'].map(
  (name) => `test/integration/${name}.spec.ts`,
);

/**
 * The tiers of tests, in the order in which `npm test` runs them.
 *
 * - unit: one part of the code alone, beside its source; and the rules of the house
 * - integration: the real libvirtd, real QEMU, a temporary SQLite file with the real migrations
 * - alone: the same, one file after another: what measures, and node-libvirt's, which share the daemon's test driver
 * - e2e: the built server, the command and Chromium
 */
export default defineConfig({
  // Nest finds what a constructor wants by the metadata that the compiler emits for decorators.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,packages/*/src,web/src}/**/*.spec.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['test/house/**/*.spec.{ts,mjs}'],
          // The dependency rules are tried on a tree of their own, which takes a few seconds.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.spec.ts'],
          exclude: ALONE,
          globalSetup: ['test/support/build-tiny-image.ts'],
          // They wait for guests most of the time; more at once would only slow each other.
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
          fileParallelism: false,
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
