import Database from 'better-sqlite3';
import { join } from 'node:path';

/** A kind of statement that fails in the server until this fault is disposed of. */
export interface DatabaseFault extends Disposable {
  readonly name: string;
}

/**
 * Make a kind of statement fail in the database of a server, like a full disk, until the fault is disposed of.
 * @param on the statement: `UPDATE OF "name" ON "instance"`
 * @param condition the rows: `NEW."kind" = 'instance.adopted'`
 */
export function failStatement(dataDir: string, on: string, condition: string): DatabaseFault {
  const name = 'fault_of_a_test';
  const database = new Database(join(dataDir, 'picostack.sqlite'));
  database.exec(
    `CREATE TRIGGER "${name}" BEFORE ${on} WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'a test'); END`,
  );
  return {
    name,
    [Symbol.dispose]() {
      database.exec(`DROP TRIGGER "${name}"`);
      database.close();
    },
  };
}
