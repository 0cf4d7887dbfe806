import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisProcess } from '../../common/process-identity.js';
import { EXIT, exitCodeOf } from '../cli-error.js';
import { discoverServer } from './discover.js';

describe('discoverServer', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'picostk-discover-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const writeFile = (content: string): void => {
    mkdirSync(join(folder, 'run'));
    writeFileSync(join(folder, 'run', 'cli.json'), content);
  };
  const find = (more: NodeJS.ProcessEnv = {}) =>
    discoverServer({ PICOSTACK_DATA_DIR: folder, ...more });
  const failure = (more: NodeJS.ProcessEnv = {}): unknown => {
    try {
      return find(more);
    } catch (error) {
      return error;
    }
  };

  it('reads the file of the server on this host', () => {
    writeFile('{"url":"http://127.0.0.1:8080/","token":"local"}');
    expect(find()).toMatchObject({ url: 'http://127.0.0.1:8080', token: 'local' });
  });

  it('prefers the environment, and completes it from the file', () => {
    const both = { PICOSTACK_URL: 'https://far.example', PICOSTACK_TOKEN: 'far' };
    expect(find(both)).toMatchObject({ url: 'https://far.example', token: 'far' });
    writeFile('{"url":"http://127.0.0.1:8080","token":"local"}');
    expect(find({ PICOSTACK_TOKEN: 'mine' })).toMatchObject({
      url: 'http://127.0.0.1:8080',
      token: 'mine',
    });
  });

  it('never sends the local token to an address from the environment', () => {
    writeFile('{"url":"http://127.0.0.1:8080","token":"local"}');
    expect(failure({ PICOSTACK_URL: 'https://far.example' })).toMatchObject({
      code: 'tokenMissing',
    });
  });

  it('says how to start a server if there is none', () => {
    const error = failure();
    expect(error).toMatchObject({ code: 'serverNotRunning' });
    expect(String(error)).toContain('npm start');
    expect(exitCodeOf(error)).toBe(EXIT.unreachable);
  });

  it('ignores the file of a server that was killed, even if another process has its pid', () => {
    const file = (more: object): void => {
      rmSync(join(folder, 'run'), { recursive: true, force: true });
      writeFile(JSON.stringify({ url: 'http://127.0.0.1:8080', token: 'local', ...more }));
    };
    const own = thisProcess();
    file(own);
    expect(find()).toMatchObject({ token: 'local' });
    file({ ...own, startTicks: '1' });
    expect(failure()).toMatchObject({ code: 'serverNotRunning' });
    expect(String(failure())).toContain(`pid ${own.pid}`);
    // The pid is in another container.
    file({ ...own, startTicks: '1', host: 'a-container' });
    expect(find()).toMatchObject({ token: 'local' });
  });

  it('refuses an invalid address and a damaged file', () => {
    expect(failure({ PICOSTACK_URL: 'far', PICOSTACK_TOKEN: 'x' })).toMatchObject({
      code: 'badUrl',
    });
    writeFile('not json');
    expect(failure()).toMatchObject({ code: 'serverFileBroken' });
  });
});
