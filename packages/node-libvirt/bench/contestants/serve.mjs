// Each contestant is a long-running process. It reads one task from each line and prints the time that the
// task took. So all contestants are warm, and none of them measures the start of a process.
import { createInterface } from 'node:readline';

/** Run tasks until the input ends; each is `{ task, ...details }` as a line of JSON. */
export function serve(tasks) {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const { task, ...details } = JSON.parse(line);
    try {
      const started = performance.now();
      await tasks[task](details);
      answer({ ms: performance.now() - started });
    } catch (error) {
      answer({ error: String(error) });
    }
  });
  lines.once('close', () => process.exit());
}

function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
