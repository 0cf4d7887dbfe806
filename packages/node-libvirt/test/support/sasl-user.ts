import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The mechanisms that the daemon offers, in addition to those that a test chooses. */
const MECHANISMS = 'SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 PLAIN';

/**
 * Write a SASL configuration for libvirtd with one user, as `SASL_CONF_PATH` and /etc/sasl2 expect it.
 * @param realm the name of the daemon's host, as the daemon sees it
 */
export async function makeSaslUser(
  folder: string,
  realm: string,
  { username, password }: { username: string; password: string },
  mechanisms = MECHANISMS,
): Promise<void> {
  const database = join(folder, 'passwd.db');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'libvirt.conf'),
    [
      `mech_list: ${mechanisms}`,
      'pwcheck_method: auxprop',
      'auxprop_plugin: sasldb',
      `sasldb_path: ${database}`,
      '',
    ].join('\n'),
  );
  const args = ['-p', '-c', '-f', database, '-a', 'libvirt', '-u', realm, username];
  const child = spawn('saslpasswd2', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += String(text)));
  child.stdin.end(password);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    throw new Error(`saslpasswd2 exited with ${code}: ${errors}`);
  }
}
