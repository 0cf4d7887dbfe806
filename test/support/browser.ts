import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Start the Chromium of the host, headless and without its background network services.
 * @param more further arguments
 */
export function openBrowser(...more: readonly string[]): Promise<Browser> {
  const executablePath = PATHS.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`No Chromium at ${PATHS.join(', ')}`);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
