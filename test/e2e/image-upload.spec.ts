import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const LIMIT_MS = 60_000;

describe('uploaded images in a browser', () => {
  let server: TestServer;
  let web: WebPage;
  const file = (name: string) => join(server.folder, name);

  beforeAll(async () => {
    server = await TestServer.start();
    const text = 'no disk at all\n'.repeat(100);
    await writeFile(file('bad.qcow2'), text);
    await writeFile(file('notes.raw'), text);
    web = await WebPage.open(server, '/images');
  });
  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  const choose = async (name: string): Promise<void> => {
    await web.dialog.getByLabel('Image file').setInputFiles(file(name));
  };

  it('refuses a text file named qcow2, and asks for confirmation for one named raw', async () => {
    const { page, dialog } = web;
    await page.getByRole('button', { name: 'Upload image' }).first().click();
    const upload = dialog.getByRole('button', { name: 'Upload', exact: true });
    await choose('bad.qcow2');
    await dialog.getByText('The file name "bad.qcow2" indicates qcow2').waitFor();
    expect(await isEnabled(upload)).toBe(false);

    // The files of the dialog are uploaded together, or not at all.
    await choose('notes.raw');
    await dialog.getByRole('button', { name: 'Remove bad.qcow2' }).click();
    const confirm = dialog.getByLabel('Upload anyway');
    await confirm.waitFor();
    expect(await isEnabled(upload)).toBe(false);
    await confirm.check();
    expect(await isEnabled(upload)).toBe(true);
    await upload.click();
    const image = await eventually('the image', LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items.find(({ status }) => status === 'ready');
    });
    expect(image).toMatchObject({ name: 'notes', hasBootSignature: false });
    await page.getByText('No boot signature').waitFor();
  });

  it('does not select an image without a boot signature by default', async () => {
    const { page, dialog } = web;
    await page.goto(`${server.api.url}/instances?launch`);
    await dialog.getByLabel('Image', { exact: true }).waitFor();
    expect(await dialog.getByLabel('Image', { exact: true }).inputValue()).toBe('');
    expect(await isEnabled(dialog.getByRole('button', { name: 'Launch' }))).toBe(false);
    expect(web.errors).toEqual([]);
  });

  it('does not launch an image whose file is missing, and shows why', async () => {
    const { page, dialog } = web;
    const [image] = (await server.api.images()).items;
    if (!image) throw new Error('No image');
    await virsh('vol-delete', `${image.id}.qcow2`, '--pool', `${server.prefix}-images`);
    await page.goto(`${server.api.url}/images`);
    await web.row('notes').getByText('File missing').waitFor();
    const launch = web.row('notes').getByRole('button', { name: 'Launch an instance of notes' });
    expect(await isEnabled(launch)).toBe(false);
    await page.goto(`${server.api.url}/instances?launch=notes`);
    await dialog.getByText('Cannot launch notes').waitFor();
    expect(await dialog.innerText()).toContain('is missing from the storage pool');
    expect(await isEnabled(dialog.getByRole('button', { name: 'Launch' }))).toBe(false);
    expect(web.errors).toEqual([]);
  });
});

async function isEnabled(button: {
  getAttribute(name: string): Promise<string | null>;
  isEnabled(): Promise<boolean>;
}): Promise<boolean> {
  return (await button.isEnabled()) && (await button.getAttribute('aria-disabled')) !== 'true';
}
