import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Authenticator } from './auth/authenticator.js';
import { UsersService } from './auth/users/users.service.js';
import { CatalogueService } from './catalogue/catalogue.service.js';
import { readCatalogue } from './catalogue/read-catalogue.js';
import { writeCliFile } from './cli-file.js';
import { Logger } from './common/logger.js';
import { SETTINGS } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { ConsoleViewers } from './consoles/viewers/console-viewers.js';
import { createApp } from './create-app.js';
import { prepareDatabase } from './database/prepare-database.js';
import { useTemplates } from './domain-xml/templates.js';
import { HostService } from './host/host.service.js';
import type { HttpListener } from './http-listener.js';
import { VERSION } from './common/version.js';
import { LibvirtService } from './libvirt/index.js';

/** How long the start message waits for libvirt; the server responds meanwhile. */
const GREETING_LIMIT_MS = 3_000;

/** The application, and the log that it writes to. */
export interface Served {
  readonly app: NestExpressApplication;
  readonly logger: Logger;
  /** Read the catalogue again; return the number of its entries if it has changed. */
  readonly reloadCatalogue: () => number | undefined;
  /** Tell those who have consoles open that the server stops. */
  readonly endConsoles: () => void;
}

/** Build the application, and pass the requests to it. */
export async function serve(settings: Settings, listener: HttpListener): Promise<Served> {
  const logger = Logger.of(settings);
  const overrides = useTemplates(settings.templateDir);
  // An invalid file of the administrator refuses the start before the database is changed.
  if (settings.catalogue !== undefined) readCatalogue(settings.catalogue);
  const { executed, copy } = await prepareDatabase(settings.dataDir);
  const app = await createApp(settings, listener.server, logger);
  for (const path of overrides) logger.log(`${path} is used in place of our own`, 'Templates');
  if (copy) {
    const names = executed.join(', ');
    logger.log(`migrated (${names}); the copy from before is ${copy}`, 'Database');
  }
  await app.init();
  listener.serve(app.getHttpAdapter().getInstance());
  writeCliFile(settings.dataDir, listener.url, app.get(Authenticator).issueLocalToken());
  const catalogue = app.get(CatalogueService);
  const consoles = app.get(ConsoleViewers);
  return {
    app,
    logger,
    reloadCatalogue: () => catalogue.reload(),
    endConsoles: () => consoles.endAll(),
  };
}

/** Connect to libvirt, however long it takes, and print how to reach the server and how to sign in, unless it stops. */
export async function welcome(
  { app, logger }: Served,
  address: string,
  stopping: AbortSignal,
): Promise<void> {
  const url = address + app.get<Settings>(SETTINGS).basePath;
  const tried = app.get(LibvirtService).start();
  // Not earlier: a password that is created before a failing start would be lost.
  const first = await app.get(UsersService).ensureFirstUser();
  if (first) process.stdout.write(signInLines(first));
  await settledWithin(tried, GREETING_LIMIT_MS);
  if (stopping.aborted) return;
  if (logger.isText) process.stdout.write(await greeting(app, url));
  else logger.log(`picostack ${VERSION} is ready at ${url}`, 'Server');
}

async function settledWithin(promise: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([promise, limit]);
  clearTimeout(timer);
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
    `  picostack ${host.picostackVersion} is ready at ${url}`,
    '',
    '',
  ];
  return lines.join('\n');
}
