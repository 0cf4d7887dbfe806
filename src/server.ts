import { messageOf } from './common/errors.js';
import type { Logger } from './common/logger.js';
import { ignoredSettingsFiles } from './config/folders.js';
import { reloadSettings } from './config/settings-reload.js';
import { loadSettings, type Settings } from './config/settings.js';
import { DataFolderLock } from './database/data-folder-lock.js';
import { requireNativeModule } from './database/native-module.js';
import { requireLocalFilesystem } from './database/local-filesystem.js';
import { HttpListener } from './http-listener.js';
import { endOnSignals, reloadOnHangUp } from './process-signals.js';
import type { Served } from './serve.js';
import { ServiceNotification } from './service-notification.js';

/** The time that requests get to finish when the server stops. */
const LAST_ANSWERS_MS = 300;
/** A server that needs longer for a response is not healthy. */
const HEALTH_LIMIT_MS = 20_000;

/** Aborted by the signal that ends the server. A start that is under way fails then, as it should. */
const stopping = new AbortController();

/**
 * Start the server. Checks that can refuse come first, and change nothing: the lock of another server, a taken port.
 * Most of the start is loading JavaScript, which happens after the server listens.
 */
async function main(): Promise<void> {
  let listener: HttpListener | undefined;
  let served: Served | undefined;
  let lock: DataFolderLock | undefined;
  let settings: Settings | undefined;
  const service = new ServiceNotification();
  reloadOnHangUp(() => {
    if (!settings) return;
    reload(settings, served?.logger);
    if (served) reloadCatalogue(served);
  });
  endOnSignals(async (signal) => {
    stopping.abort();
    report(served?.logger, 'log', `picostack stops (${signal})`);
    void service.stopping();
    served?.endConsoles();
    await listener?.close(LAST_ANSWERS_MS);
    await served?.app.close();
    lock?.release();
  });
  requireNativeModule();
  settings = loadSettings();
  for (const path of ignoredSettingsFiles(process.env)) {
    process.stderr.write(`The settings file ${path} is ignored, because there is another one.\n`);
  }
  // Only this user may read the files of this process; libvirt creates the files for guests.
  process.umask(0o077);
  requireLocalFilesystem(settings.dataDir);
  DataFolderLock.refuseIfHeld(settings.dataDir);
  listener = await HttpListener.open(settings, settings.listenPort);
  lock = DataFolderLock.take(settings.dataDir, listener.url);
  process.once('exit', () => lock?.release());
  const { serve, welcome } = await import('./serve.js');
  served = await serve(settings, listener);
  await welcome(served, listener.url, stopping.signal);
  const { url } = listener;
  await service.ready(() => respondsTo(`${url}/healthz`));
}

/** Whether a request gets a response, as it would for a client. */
async function respondsTo(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(HEALTH_LIMIT_MS) })).ok;
  } catch {
    return false;
  }
}

/** Apply changes of the settings file. A file with problems changes nothing. */
function reload(settings: Settings, logger: Logger | undefined): void {
  try {
    const { applied, needRestart } = reloadSettings(settings);
    const changes = applied.length > 0 ? `now in effect: ${applied.join(', ')}` : 'no change';
    if (logger) logger.level = settings.logLevel;
    report(logger, 'log', `picostack has read its settings again; ${changes}`);
    if (needRestart.length > 0) {
      report(logger, 'warn', `Restart picostack to apply: ${needRestart.join(', ')}`);
    }
  } catch (error) {
    report(logger, 'error', `picostack keeps its settings. ${messageOf(error)}`);
  }
}

/** Apply changes of the catalogue. A file with problems changes nothing. */
function reloadCatalogue({ logger, reloadCatalogue: read }: Served): void {
  try {
    const count = read();
    if (count !== undefined) report(logger, 'log', `the catalogue has ${count} entries now`);
  } catch (error) {
    report(logger, 'error', `picostack keeps its catalogue. ${messageOf(error)}`);
  }
}

/** Log a message; before the application is loaded, print it. */
function report(logger: Logger | undefined, level: 'log' | 'warn' | 'error', text: string): void {
  if (logger) logger[level](text, 'Server');
  else process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  if (stopping.signal.aborted) return;
  process.stderr.write(`picostack could not start: ${messageOf(error)}\n`);
  process.exit(1);
});
