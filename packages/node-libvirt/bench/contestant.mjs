import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Far more than any task takes, so that a contestant that hangs does not hang the rest. */
const ANSWER_LIMIT_MS = 120_000;

/** A process that stays, is told a line and answers up to an agreed end. */
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
    // A write to a process that has ended; its end is told by `close`.
    this.#child.stdin.on('error', () => {});
  }

  tell(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  /** What the process prints up to `end`. */
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

  /** Ends the process; resolves when it is gone. */
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

/** A program of the folder `contestants`: it is given tasks, and times itself at them. */
export class Contestant extends Companion {
  constructor(name, command, file, ...args) {
    super(name, [command, fileURLToPath(new URL(`contestants/${file}`, import.meta.url)), ...args]);
  }

  /** Gives a task and waits for its end; the time it took in milliseconds. */
  async measure(task, details) {
    this.tell(JSON.stringify({ task, ...details }));
    const answer = JSON.parse(await this.until('\n'));
    if (answer.error !== undefined) throw new Error(`${this.name}: ${task}: ${answer.error}`);
    return answer.ms;
  }
}

const PROMPT = 'virsh # ';

/** virsh as people use it by hand: connected once, then a command a line. */
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
