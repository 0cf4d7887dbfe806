// A contestant is a process of its own that stays: it is told a task a line, and answers how long it
// took. So all of them are warm, none pays for the start of a process, and they can take turns.
import { createInterface } from 'node:readline';

/** Answers tasks until the input ends; each is `{ task, ...details }` as a line of JSON. */
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
