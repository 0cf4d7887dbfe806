import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from './settings.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EMPTY = { PICOSTACK_CONFIG: '/dev/null' };
const fromFile = (text: string, env: Record<string, string> = {}) => {
  const path = join(folder, 'picostack.yaml');
  writeFileSync(path, text);
  return loadSettings({ PICOSTACK_CONFIG: path, ...env });
};

describe('the settings', () => {
  it('have default values', () => {
    expect(loadSettings(EMPTY)).toMatchObject({
      listenAddress: '127.0.0.1',
      listenPort: 8080,
      libvirtUri: undefined,
      virtType: 'auto',
      poolPrefix: 'picostack',
      portRange: { from: 40000, to: 44999 },
      portAddress: '127.0.0.1',
      importDirs: [],
      importNetworks: [],
      importPools: ['*'],
      stopTimeoutSeconds: 60,
      eventRetentionDays: 90,
      eventLimit: 100_000,
    });
  });

  it.each([
    ['/', ''],
    ['pstk', '/pstk'],
    ['/pstk', '/pstk'],
    ['/pstk/', '/pstk'],
    ['/lab/pico.stack~1', '/lab/pico.stack~1'],
  ])('accept the base path %s', (text, basePath) => {
    expect(loadSettings({ ...EMPTY, PICOSTACK_BASE_PATH: text })).toMatchObject({ basePath });
  });

  it.each([
    '//',
    '//x',
    '/a//b',
    '/a/../b',
    '/.',
    '/a b',
    '/a?b',
    '/a%2fb',
    '/api',
    '/assets/x',
    'http://x/a',
  ])('refuse the base path %s', (text) => {
    expect(() => loadSettings({ ...EMPTY, PICOSTACK_BASE_PATH: text })).toThrow(
      /PICOSTACK_BASE_PATH: ".*": expected a path/,
    );
  });

  it('come from the file, and the environment overrides it', () => {
    const settings = fromFile('listen: 127.0.0.1:9000\nvirtType: qemu\nimportDirs: [/a, /b]\n', {
      PICOSTACK_VIRT_TYPE: 'kvm',
    });
    expect(settings).toMatchObject({
      listenPort: 9000,
      virtType: 'kvm',
      importDirs: ['/a', '/b'],
    });
  });

  it.each([
    ['[::1]:80', '::1', 80],
    [':80', '0.0.0.0', 80],
    ['0.0.0.0:0', '0.0.0.0', 0],
    ['localhost:8080', 'localhost', 8080],
  ])('listen at %s', (listen, listenAddress, listenPort) => {
    expect(loadSettings({ ...EMPTY, PICOSTACK_LISTEN: listen })).toMatchObject({
      listenAddress,
      listenPort,
    });
  });

  it('accept lists of hosts and proxies, from the environment and from the file', () => {
    const wanted = {
      allowedHosts: ['cloud.example', '*.lan', '2001:db8::1'],
      trustedProxies: ['127.0.0.1', '2001:db8::/32'],
    };
    expect(
      loadSettings({
        ...EMPTY,
        PICOSTACK_ALLOWED_HOSTS: 'Cloud.example., *.LAN, 2001:DB8::1',
        PICOSTACK_TRUSTED_PROXIES: '127.0.0.1,2001:db8::/32',
      }),
    ).toMatchObject(wanted);
    const file =
      'allowedHosts: [cloud.example, "*.lan", "[2001:db8::1]"]\ntrustedProxies: [127.0.0.1, "2001:db8::/32"]';
    expect(fromFile(file)).toMatchObject(wanted);
    expect(loadSettings(EMPTY)).toMatchObject({ allowedHosts: [], trustedProxies: [] });
  });

  it('accept networks to import from', () => {
    const importNetworks = ['10.20.0.0/16', '192.168.1.7', 'fd00:20::/48'];
    const text = '10.20.0.0/16, 192.168.1.7,fd00:20::/48';
    expect(loadSettings({ ...EMPTY, PICOSTACK_IMPORT_NETWORKS: text })).toMatchObject({
      importNetworks,
    });
    expect(fromFile('importNetworks: [10.20.0.0/16, 192.168.1.7, "fd00:20::/48"]')).toMatchObject({
      importNetworks,
    });
    expect(() => loadSettings({ ...EMPTY, PICOSTACK_IMPORT_NETWORKS: 'lan.example' })).toThrow(
      'PICOSTACK_IMPORT_NETWORKS: "lan.example": expected IP addresses and networks such as',
    );
  });

  it('search templates next to the settings file, wherever that is', () => {
    expect(fromFile('').templateDir).toBe(join(folder, 'templates'));
    expect(fromFile('templateDir: /srv/templates').templateDir).toBe('/srv/templates');
  });

  it('map ports on the address of the server, because its clients come from there', () => {
    expect(loadSettings({ ...EMPTY, PICOSTACK_LISTEN: '0.0.0.0:80' }).portAddress).toBe('0.0.0.0');
    expect(loadSettings({ ...EMPTY, PICOSTACK_LISTEN: '[::1]:80' }).portAddress).toBe('127.0.0.1');
  });

  it.each([
    ['PICOSTACK_LISTEN', '8080'],
    ['PICOSTACK_LISTEN', '127.0.0.1:65536'],
    ['PICOSTACK_ALLOWED_HOSTS', 'http://cloud.example'],
    ['PICOSTACK_ALLOWED_HOSTS', '*'],
    ['PICOSTACK_ALLOWED_HOSTS', 'a b'],
    ['PICOSTACK_TRUSTED_PROXIES', 'proxy.example'],
    ['PICOSTACK_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['PICOSTACK_TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['PICOSTACK_DATA_DIR', 'relative'],
    ['PICOSTACK_LIBVIRT_URI', 'system'],
    ['PICOSTACK_VIRT_TYPE', 'xen'],
    ['PICOSTACK_POOL_PREFIX', 'Upper'],
    ['PICOSTACK_POOL_PREFIX', "a'/><x"],
    ['PICOSTACK_POOL_PREFIX', 'a'.repeat(32)],
    ['PICOSTACK_POOL_DIR', '../pools'],
    ['PICOSTACK_PORT_RANGE', '40000'],
    ['PICOSTACK_PORT_RANGE', '50000-40000'],
    ['PICOSTACK_PORT_RANGE', '80-90'],
    ['PICOSTACK_PORT_RANGE', '60000-70000'],
    ['PICOSTACK_PORT_ADDRESS', '::1'],
    ['PICOSTACK_PORT_ADDRESS', '256.0.0.1'],
    ['PICOSTACK_IMPORT_DIRS', '/a:b'],
    ['PICOSTACK_IMPORT_NETWORKS', '10.0.0.0/33'],
    ['PICOSTACK_IMPORT_NETWORKS', '10.0.0'],
    ['PICOSTACK_IMPORT_NETWORKS', 'fd00::/129'],
    ['PICOSTACK_MAX_IMAGE_GIB', '0'],
    ['PICOSTACK_EVENT_RETENTION_DAYS', '0'],
    ['PICOSTACK_EVENT_RETENTION_DAYS', '36501'],
    ['PICOSTACK_EVENT_LIMIT', '999'],
    ['PICOSTACK_TEMPLATE_DIR', 'templates'],
    ['PICOSTACK_STOP_TIMEOUT', '1.5'],
    ['PICOSTACK_STOP_TIMEOUT', '2592000'],
  ])('refuse %s=%s by name', (name, value) => {
    expect(() => loadSettings({ ...EMPTY, [name]: value })).toThrow(name);
  });

  it('report all problems at once', () => {
    const env = { ...EMPTY, PICOSTACK_VIRT_TYPE: 'xen', PICOSTACK_PORT_RANGE: 'all' };
    expect(() => loadSettings(env)).toThrow(/PICOSTACK_VIRT_TYPE[^]*PICOSTACK_PORT_RANGE/);
  });

  it.each([
    ['a: [', 'not valid YAML'],
    ['- listen', 'lines of the form'],
    ['lisen: 127.0.0.1:80', 'unknown setting "lisen"'],
    ['__proto__: 1', 'unknown setting'],
  ])('refuse the file %j', (text, message) => {
    expect(() => fromFile(text)).toThrow(message);
  });

  it('refuse a file that is named but does not exist', () => {
    expect(() => loadSettings({ PICOSTACK_CONFIG: join(folder, 'none') })).toThrow(
      'Cannot read the settings file',
    );
  });
});
