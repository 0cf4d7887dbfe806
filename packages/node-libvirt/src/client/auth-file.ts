import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionUri } from './connection-uri.js';
import type { Authentication } from './credentials.js';

/**
 * Read user name and password from libvirt's file of credentials (https://libvirt.org/auth.html):
 * the one of the URI's `authfile`, of LIBVIRT_AUTH_FILE, of the user or of the host.
 * @returns undefined where no file has credentials for the host
 */
export async function readAuthFile(uri: ConnectionUri): Promise<Authentication | undefined> {
  const given = uri.parameters.get('authfile') ?? process.env['LIBVIRT_AUTH_FILE'];
  const configFolder = process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  const files = given
    ? [given]
    : [join(configFolder, 'libvirt/auth.conf'), '/etc/libvirt/auth.conf'];
  for (const file of files) {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (given) {
        throw new Error(`Cannot read the file of credentials ${file}.`, { cause: error });
      }
      continue;
    }
    return credentialsFor(uri.host === '' ? 'localhost' : uri.host, parseKeyFile(text));
  }
  return undefined;
}

type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

function credentialsFor(host: string, sections: Sections): Authentication | undefined {
  const auth = sections.get(`auth-libvirt-${host}`) ?? sections.get('auth-libvirt-default');
  const credentials = sections.get(`credentials-${auth?.get('credentials') ?? ''}`);
  const username = credentials?.get('authname') ?? credentials?.get('username');
  const password = credentials?.get('password');
  return username === undefined || password === undefined
    ? undefined
    : { username, password, realm: credentials?.get('realm') };
}

function parseKeyFile(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\s*\[(.*)\]\s*$/.exec(line) ?? [];
    if (name !== undefined) {
      section = new Map();
      sections.set(name, section);
      continue;
    }
    const [, key, value = ''] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) {
      section.set(key, value);
    }
  }
  return sections;
}
