import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { WebPage } from '../support/web-page.js';

/** More than a page of the event log. */
const MANY = 60;

describe('the events page', () => {
  let server: TestServer;
  let web: WebPage;
  let page: Page;
  const rows = () => page.getByRole('table', { name: 'Events' }).locator('tbody tr');
  const flavour = (name: string) =>
    server.api.ask('POST', '/flavours', { name, memoryMiB: 128, vcpus: 1 });

  beforeAll(async () => {
    server = await TestServer.start();
    for (let index = 0; index < MANY; index += 1) await flavour(`many-${index}`);
    web = await WebPage.open(server);
    ({ page } = web);
    await web.section('Events');
    await rows().filter({ hasText: 'Signed in' }).waitFor();
  });

  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  it('shows the newest events first, and loads more', async () => {
    expect(await rows().count()).toBe(50);
    expect(await rows().first().innerText()).toContain('Signed in');
    await page.getByRole('button', { name: 'Load more' }).click();
    await rows().filter({ hasText: 'many-0' }).waitFor();
    await page.getByRole('button', { name: 'Load more' }).waitFor({ state: 'detached' });
    // The flavours, the connection to libvirt, the first user and the sign-in.
    expect(await rows().count()).toBe(MANY + 3);
  });

  it('shows new events immediately', async () => {
    await flavour('live');
    await rows().filter({ hasText: 'live' }).waitFor();
    expect(await rows().first().innerText()).toMatch(/Flavour created\s+live/);
  });

  it('filters by kind, actor and name, also from the URL and for new events', async () => {
    await page.getByRole('button', { name: 'Filter by event' }).click();
    await page.getByRole('option', { name: 'Flavour created' }).click();
    await page.getByRole('textbox', { name: 'Search events' }).fill('MANY-5');
    await page.getByText('11 events').waitFor();
    expect(new URL(page.url()).search).toBe('?kind=flavour.created&q=MANY-5');
    await page.reload();
    await page.getByText('11 events').waitFor();
    expect(await rows().count()).toBe(11);

    await flavour('other');
    await flavour('many-5x');
    await page.getByText('12 events').waitFor();
    expect(await rows().first().innerText()).toContain('many-5x');

    await page.getByRole('button', { name: 'Filter by actor' }).click();
    await page.getByRole('option', { name: 'outside' }).click();
    await page.getByText('No events match your search').waitFor();
    await page.getByRole('button', { name: 'Show all events' }).click();
    await page.getByText(`${MANY + 6} events`).waitFor();
    expect(web.errors).toEqual([]);
  });
});
