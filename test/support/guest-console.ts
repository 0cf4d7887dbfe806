import { Connection } from 'node-libvirt';
import { LIBVIRT_URI } from './virsh.js';
import { within } from './wait.js';

/** A guest may still be booting, under software emulation, on a busy host. */
const LIMIT_MS = 120_000;
/** Stands before what the command prints. Its own echo has it in two pieces. */
const MARK = 'ANSWER:';

/** Signs in on the serial console of a guest of the image `tiny`, and runs a command. @returns what it printed */
export async function askGuest(domainId: string, command: string): Promise<string> {
  const connection = await Connection.open(LIBVIRT_URI);
  try {
    const domain = await connection.domainLookupByUUID(domainId);
    const console = await domain.openConsole();
    console.on('error', () => undefined);
    let text = '';
    const converse = async (): Promise<string> => {
      const say = (line: string): void => {
        text = '';
        console.write(`${line}\n`);
      };
      say('');
      for await (const chunk of console) {
        // The shell queries the position of the cursor, which does not belong to the prompt.
        text = (text + String(chunk)).replaceAll('\x1b[6n', '');
        const answer = new RegExp(`${MARK}(.*)\r?\n`).exec(text);
        if (answer) return (answer[1] ?? '').trim();
        if (text.endsWith('login: ')) say('root');
        else if (text.endsWith('Password: ')) say('picostack');
        else if (/[#$] $/.test(text)) say(`echo ANS''WER:$(${command})`);
      }
      throw new Error('the console ended');
    };
    return await within('an answer on the console', LIMIT_MS, converse());
  } finally {
    await connection.close();
  }
}
