import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const MIB = 1024 ** 2;
const LIMIT_MS = 60_000;

/** A raw disk with a boot sector. */
function disk(fill: number): Buffer {
  const bytes = Buffer.alloc(MIB, fill);
  bytes.writeUInt16LE(0xaa55, 510);
  return bytes;
}

describe('the page of an image', () => {
  let server: TestServer;
  let web: WebPage;

  beforeAll(async () => {
    server = await TestServer.start();
    web = await WebPage.open(server, '/images');
  });
  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  const image = (name: string): Promise<ImageDto> => server.api.ask('GET', `/images/${name}`);
  const openImage = async (name: string): Promise<void> => {
    await web.page.getByRole('link', { name, exact: true }).click();
    await web.page.getByRole('heading', { level: 1, name }).waitFor();
  };

  it('is preceded by offers while there is no image; several files are uploaded at once', async () => {
    const { page, dialog } = web;
    await page.getByRole('heading', { name: 'No images yet' }).waitFor();
    await page.getByRole('button', { name: 'Build Tiny Linux' }).waitFor();
    await page.getByRole('button', { name: 'Import image' }).waitFor();
    await page.getByRole('button', { name: 'Upload image' }).click();
    const files = ['one', 'two'].map((name, index) => ({
      name: `${name}.raw`,
      mimeType: 'application/octet-stream',
      buffer: disk(index),
    }));
    await dialog.getByLabel('Image file').setInputFiles(files);
    const second = dialog.getByRole('group', { name: 'two.raw' });
    await second.getByLabel('Name').fill('one');
    await second.getByText('Another file has this name').waitFor();
    const upload = dialog.getByRole('button', { name: 'Upload 2 files' });
    expect(await upload.isEnabled()).toBe(false);
    await second.getByLabel('Name').fill('second');
    await upload.click();
    for (const name of ['one', 'second']) await web.row(name).getByText('Ready').waitFor();
  });

  it('edits everything that the image says, with the errors of the server at the field', async () => {
    const { page, dialog } = web;
    await openImage('second');
    await page.getByRole('button', { name: 'Add description' }).click();
    const save = dialog.getByRole('button', { name: 'Save' });
    await dialog.getByLabel('Description').fill('For the lab.');
    await dialog.getByLabel('Tags').fill('lab base');
    await dialog.getByLabel('Operating system').fill('Debian 13');
    await dialog.getByLabel('Default ports').fill('22 http');
    await dialog.getByText('“http” is not a port').waitFor();
    expect(await save.isEnabled()).toBe(false);
    await dialog.getByLabel('Default ports').fill('22 53/udp');
    await dialog.getByLabel('Minimum memory').fill('256');
    await dialog.getByLabel('Recommended flavour').selectOption('small');
    await dialog.getByLabel('Protect from deletion').check();
    await dialog.getByLabel('Name', { exact: true }).fill('one');
    await save.click();
    await dialog.getByText('is taken by another image').waitFor();
    await dialog.getByLabel('Name', { exact: true }).fill('debian');
    await web.submit('Save');
    // The page follows the new name.
    await page.getByRole('heading', { level: 1, name: 'debian' }).waitFor();
    await page.getByText('For the lab.').waitFor();
    await page.getByText('22, 53/udp').waitFor();
    expect(await image('debian')).toMatchObject({
      description: 'For the lab.',
      tags: ['lab', 'base'],
      osInfo: 'Debian 13',
      minMemoryMiB: 256,
      recommendedFlavour: 'small',
      isProtected: true,
      defaultPorts: [
        { protocol: 'tcp', guestPort: 22 },
        { protocol: 'udp', guestPort: 53 },
      ],
    });
  });

  it('refuses to overwrite a change that someone else made meanwhile', async () => {
    const { page, dialog } = web;
    const { id } = await image('debian');
    // The dialog remembers the version of the image when it opens.
    const read = page.waitForResponse((response) => response.url().endsWith(`/images/${id}`));
    await web.choose('debian', 'Edit');
    await (await read).finished();
    await server.api.ask('PATCH', '/images/debian', { description: 'Changed by a script.' });
    await dialog.getByLabel('Operating system').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Someone else changed this image').waitFor();
    await page.keyboard.press('Escape');
    expect(await image('debian')).toMatchObject({ osInfo: 'Debian 13' });
  });

  it('does not delete a protected image; without the protection it makes the clones independent', async () => {
    const { page, dialog } = web;
    const name = server.name('clone');
    await server.api.finish('POST', '/instances', {
      name,
      image: 'debian',
      flavour: 'small',
      start: false,
    });
    await page.getByRole('link', { name }).waitFor();
    await web.choose('debian', 'Delete');
    await dialog.getByText('A protected image cannot be deleted.').waitFor();
    await dialog.getByRole('button', { name: 'Remove protection' }).click();
    await dialog.getByRole('link', { name }).waitFor();
    await dialog.getByRole('button', { name: 'Make 1 instance independent, then delete' }).click();
    await eventually('the image is deleted', LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items.every((each) => each.name !== 'debian') || undefined;
    });
    expect((await server.api.instance(name)).image).toBeNull();
    expect(web.errors).toEqual([]);
  });

  it('filters the list by a tag, and fits a phone', async () => {
    const { page } = web;
    await server.api.ask('PATCH', '/images/one', { tags: ['phone'] });
    await page.goto(`${server.api.url}/images?tag=other`);
    await page.getByText('No matches').waitFor();
    await page.goto(`${server.api.url}/images?tag=phone`);
    await page.setViewportSize({ width: 390, height: 844 });
    await web.row('one').getByRole('button', { name: 'More actions for one' }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(web.errors).toEqual([]);
  });
});
