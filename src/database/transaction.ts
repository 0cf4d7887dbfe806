import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

/** The transaction that the current code runs in; `open` becomes false when the callback ends. */
const current = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Change several rows together: all changes are stored, or none.
 *
 * ```ts
 * await inTransaction(this.users.manager, async (manager) => {
 *   await manager.update(UserEntity, { id }, { passwordHash });
 *   await manager.delete(SessionEntity, { userId: id });
 * });
 * ```
 *
 * All requests share one SQLite connection. `DatabaseAccess` holds back the statements of other requests until the
 * transaction ends, so they are neither rolled back with it nor lost. Therefore:
 * - Use only `manager` in the callback. A statement through another repository fails at once, because it would wait for
 *   this transaction while this transaction waits for it.
 * - Await nothing but the database: no libvirt call, no hash, no file. The whole server waits meanwhile.
 * - To record an event together with the rows, use `EventsService.transaction`.
 */
export async function inTransaction<T>(
  manager: EntityManager,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return manager.transaction((transactional) => {
    const transaction = { open: true };
    return current.run(transaction, async () => {
      try {
        return await work(transactional);
      } finally {
        transaction.open = false;
      }
    });
  });
}

/** Whether the current code runs inside the callback of an open {@link inTransaction}. */
export function isInTransaction(): boolean {
  return current.getStore()?.open ?? false;
}
