import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthService } from './auth/auth.service.js';
import { messageOf } from './common/errors.js';
import { type Settings, loadSettings } from './config/settings.js';
import { createApp } from './create-app.js';
import { useTemplates } from './domain-xml/templates.js';
import { HostService } from './host/host.service.js';
import { LibvirtService } from './libvirt/index.js';

/** Starts the server, and says where it is and how to sign in. */
async function main(): Promise<void> {
  const settings = loadSettings();
  // Everything that this process makes is its user's alone; what guests need is made by libvirt.
  process.umask(0o077);
  const overrides = useTemplates(settings.templateDir);
  const app = await createApp(settings);
  for (const path of overrides) new Logger('Templates').log(`${path} is used in place of our own`);
  await app.init();
  await app.get(LibvirtService).start();
  await app.listen(settings.listenPort, settings.listenAddress);
  const url = await app.getUrl();
  writeCliFile(settings, url, app);
  // Only now: a password that is made before everything else worked would be lost unread.
  const first = await app.get(AuthService).ensureFirstUser();
  if (first) process.stdout.write(signInLines(first));
  process.stdout.write(await greeting(app, url));
}

/** Tells the command `picostk` of the same user where the server is, with a token that ends with this process. */
function writeCliFile(settings: Settings, url: string, app: NestExpressApplication): void {
  const dir = join(settings.dataDir, 'run');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'cli.json');
  rmSync(path, { force: true });
  const token = app.get(AuthService).issueLocalToken();
  writeFileSync(path, JSON.stringify({ url: reachable(url), token }), { mode: 0o600 });
}

/** The address to connect to where "all addresses" is listened on. */
function reachable(url: string): string {
  return url
    .replace('//0.0.0.0:', '//127.0.0.1:')
    .replace('//[::]:', '//[::1]:')
    .replace('//[::1]:', '//127.0.0.1:');
}

function signInLines({ name, password }: { name: string; password: string }): string {
  return ['', `  Sign in as  ${name}`, `  Password    ${password}   (shown this once)`, ''].join(
    '\n',
  );
}

async function greeting(app: NestExpressApplication, url: string): Promise<string> {
  const host = await app.get(HostService).describe();
  const guests = host.virtType === 'kvm' ? 'KVM' : `software emulation: ${host.virtTypeReason}`;
  const lines = [
    '',
    host.libvirtConnected
      ? `  libvirt     ${host.libvirtUri}, version ${host.libvirtVersion}, QEMU ${host.hypervisorVersion}`
      : `  libvirt     ${host.libvirtUri} does not answer yet; trying again`,
    ...(host.virtType ? [`  guests      ${guests}`] : []),
    `  picostack ${host.picostackVersion} is ready at ${reachable(url)}`,
    '',
    '',
  ];
  return lines.join('\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`picostack could not start: ${messageOf(error)}\n`);
  process.exit(1);
});
