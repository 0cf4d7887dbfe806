import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { PROXY_HOST, PROXY_PATH, ReverseProxy } from '../support/reverse-proxy.js';
import { TestServer } from '../support/test-server.js';
import { signIn } from '../support/web-page.js';

const LIMIT_MS = 30_000;

describe('the page behind a proxy, below a path', () => {
  let server: TestServer;
  let proxy: ReverseProxy;
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    const behind = { PICOSTACK_ALLOWED_HOSTS: PROXY_HOST, PICOSTACK_TRUSTED_PROXIES: '127.0.0.1' };
    server = await TestServer.start({ env: { ...behind, PICOSTACK_BASE_PATH: PROXY_PATH } });
    const serverPort = Number(new URL(server.api.url).port);
    proxy = await ReverseProxy.start({ kind: 'nginx', serverPort, belowPath: true });
    browser = await openBrowser(
      `--host-resolver-rules=MAP ${PROXY_HOST} 127.0.0.1`,
      '--ignore-certificate-errors',
    );
    page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    page.on('request', (request) => requested.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  it('signs in, shows changes at once, and is found again after a reload', async () => {
    await page.goto(proxy.url);
    await signIn(page, server);
    const sections = page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: 'Images', exact: true }).click();
    await page.waitForURL(`${proxy.url}/images`);
    await page.getByRole('heading', { name: 'Images', exact: true }).waitFor();

    await server.api.expectImage({ name: server.name('seen'), format: 'raw' });
    await page.getByText(server.name('seen')).first().waitFor();

    await page.reload();
    await page.getByText(server.name('seen')).first().waitFor();
    expect(page.url()).toBe(`${proxy.url}/images`);
  });

  it('sends no request to another path', () => {
    const origin = new URL(proxy.url).origin;
    const kinds = ['/assets/', '/api/v1/events', '/api/v1/images', '/favicon.svg'];
    for (const kind of kinds) {
      expect(requested.some((url) => url.startsWith(`${proxy.url}${kind}`))).toBe(true);
    }
    const elsewhere = requested.filter(
      (url) => !url.startsWith(`${proxy.url}/`) && !url.startsWith('data:') && url !== proxy.url,
    );
    expect(elsewhere.map((url) => url.replace(origin, ''))).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('continues below the path if the server is opened without it', async () => {
    await page.goto(`${server.api.url}/events`);
    await page.waitForURL(`${server.api.url}${PROXY_PATH}/events`);
    await page.getByLabel('User name').waitFor();
    expect(errors).toEqual([]);
  });

  it('shows the API document, whose requests stay below the path', async () => {
    await page.goto(`${proxy.url}/api/docs`);
    await page.getByText('Create and start one or more instances from an image').waitFor();
    expect(await page.locator('.servers select').inputValue()).toBe(PROXY_PATH);
  });
});
