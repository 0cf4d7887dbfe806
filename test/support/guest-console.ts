import { Connection } from 'node-libvirt';
import { LIBVIRT_URI } from './virsh.js';
import { within } from './wait.js';

/** A guest may still be booting, under software emulation, on a busy host. */
const LIMIT_MS = 120_000;
/** Precedes the output of the command. The echo of the command contains it in two parts, so it does not match. */
const MARK = 'ANSWER:';

/** Sign in on the serial console of a guest of the image `tiny`, and run a command. @returns its output */
export async function askGuest(domainId: string, command: string): Promise<string> {
  const connection = await Connection.open(LIBVIRT_URI);
  try {
    const domain = await connection.domainLookupByUUID(domainId);
    const console = await domain.openConsole();
    console.on('error', () => undefined);
    let text = '';
    const signInAndRun = async (): Promise<string> => {
      const writeLine = (line: string): void => {
        text = '';
        console.write(`${line}\n`);
      };
      writeLine('');
      for await (const chunk of console) {
        // The shell queries the position of the cursor, which does not belong to the prompt.
        text = (text + String(chunk)).replaceAll('\x1b[6n', '');
        const output = new RegExp(`${MARK}(.*)\r?\n`).exec(text);
        if (output) return (output[1] ?? '').trim();
        if (text.endsWith('login: ')) writeLine('root');
        else if (text.endsWith('Password: ')) writeLine('picostack');
        else if (/[#$] $/.test(text)) writeLine(`echo ANS''WER:$(${command})`);
      }
      throw new Error('the console ended');
    };
    return await within('the output of a command on the console', LIMIT_MS, signInAndRun());
  } finally {
    await connection.close();
  }
}
