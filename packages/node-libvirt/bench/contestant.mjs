import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Far more than any task takes: ends the comparison when a contestant hangs. */
const ANSWER_LIMIT_MS = 120_000;

/** A long-running process that gets one line at a time and prints a result with a known ending. */
class Companion {
  errors = '';
  #child;
  #output = '';
  #waiting;
  #over = false;

  constructor(name, [command, ...args]) {
    this.name = name;
    this.#child = spawn(command, args);
    this.#child.stdout.setEncoding('utf8').on('data', (text) => this.#receive(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text) => (this.errors += text));
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('close', () => this.#end(this.errors.trim()));
    // A write to a process that has exited; `close` reports the exit.
    this.#child.stdin.on('error', () => {});
  }

  tell(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Return what the process prints up to `end`. */
  async until(end) {
    if (this.#over) throw new Error(`${this.name} has ended: ${this.errors}`);
    const timer = setTimeout(
      () => this.#end(`no answer within ${ANSWER_LIMIT_MS} ms`),
      ANSWER_LIMIT_MS,
    );
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting = { end, resolve, reject };
        this.#receive('');
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kill the process and wait for its exit. */
  async stop() {
    if (this.#child.pid === undefined || this.#child.exitCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }

  #receive(text) {
    this.#output += text;
    if (!this.#waiting || !this.#output.endsWith(this.#waiting.end)) return;
    this.#waiting.resolve(this.#output);
    this.#waiting = undefined;
    this.#output = '';
  }

  #end(why) {
    this.#over = true;
    this.#waiting?.reject(new Error(`${this.name}: ${why}`));
    this.#waiting = undefined;
  }
}

/** A program in the folder `contestants` that runs tasks and measures their time. */
export class Contestant extends Companion {
  constructor(name, command, file, ...args) {
    super(name, [command, fileURLToPath(new URL(`contestants/${file}`, import.meta.url)), ...args]);
  }

  /** Run a task and return its time in milliseconds. */
  async measure(task, details) {
    this.tell(JSON.stringify({ task, ...details }));
    const answer = JSON.parse(await this.until('\n'));
    if (answer.error !== undefined) throw new Error(`${this.name}: ${task}: ${answer.error}`);
    return answer.ms;
  }
}

const PROMPT = 'virsh # ';

/** virsh in interactive mode: one connection, one command on each line. */
export class Virsh extends Companion {
  constructor(uri) {
    super('virsh', ['virsh', '--quiet', '--connect', uri]);
    this.ready = this.until(PROMPT);
  }

  async measure(task, { pool, volume, file }) {
    if (task !== 'upload') throw new Error(`virsh has no task ${task}`);
    await this.ready;
    const started = performance.now();
    this.tell(`vol-upload --pool ${pool} --vol ${volume} --file ${file}`);
    await this.until(PROMPT);
    const ms = performance.now() - started;
    if (this.errors !== '') throw new Error(`virsh: ${this.errors}`);
    return ms;
  }
}
