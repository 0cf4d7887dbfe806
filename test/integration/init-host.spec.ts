import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

/**
 * Run a script on a copy of this host: its own /etc and /var/lib, which end with the script. `init` is `picostk init host`.
 * Root must not have a server in /var/lib/picostack in this copy.
 */
async function onCopyOfHost(script: string): Promise<{ code: number; out: string }> {
  const prepare = `
    set -eu
    mount --make-rprivate /
    mount -t tmpfs tmpfs /mnt
    for folder in etc var/lib; do
      mkdir -p /mnt/$folder/upper /mnt/$folder/work
      mount -t overlay overlay -o lowerdir=/$folder,upperdir=/mnt/$folder/upper,workdir=/mnt/$folder/work /$folder
    done
    userdel pstk 2> /dev/null || true
    rm -rf /var/lib/picostack /etc/picostack
    # libvirtd writes its own files meanwhile.
    changed() { find /etc /var/lib/picostack -path /etc/libvirt -prune -o -newer /mnt/before -print; }
    init() { '${process.execPath}' scripts/setup/init-host.mjs "$@" 2>&1; }
    ${script}`;
  try {
    const { stdout } = await run('unshare', ['--mount', 'sh', '-c', prepare]);
    return { code: 0, out: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout + stderr };
  }
}

describe('picostk init host', () => {
  it('creates the user and its folders once, and removes them', async () => {
    const { code, out } = await onCopyOfHost(`
      init
      id -nG pstk; stat -c '%a %U %G' /var/lib/picostack
      echo second; init
      echo remove; init --remove
      ! id pstk 2> /dev/null; ls -d /var/lib/picostack /etc/picostack 2> /dev/null || true
      echo again; init --remove`);
    expect(out).toContain('pstk libvirt\n700 pstk pstk\n');
    const [, second = '', removal = '', again = ''] = out.split(/^(?:second|remove|again)$/m);
    expect(second).not.toContain('making');
    expect(second).toContain('present     the user pstk');
    expect(removal).toContain('userdel pstk');
    expect(removal).not.toMatch(/^\/(var|etc)/m);
    expect(again).toContain('absent      the user pstk');
    expect(code).toBe(0);
  });

  it('--dry-run changes nothing', async () => {
    const { out } = await onCopyOfHost(`
      touch /mnt/before
      init --dry-run
      echo changed; changed 2> /dev/null || true
      init > /dev/null; touch /mnt/before
      init --remove --dry-run
      changed; id -u pstk > /dev/null && echo kept`);
    expect(out).toMatch(/would +run useradd .* pstk\n/);
    expect(out).toMatch(/changed\n *would +run rmdir/);
    expect(out).not.toMatch(/^\/(etc|var)/m);
    expect(out).toMatch(/kept\n$/);
  });

  it("gives root's records to the user, but neither the pools nor the target of a link", async () => {
    const { code, out } = await onCopyOfHost(`
      mkdir -p /var/lib/picostack/run /var/lib/picostack/pools
      touch /var/lib/picostack/picostack.sqlite /var/lib/picostack/run/cli.json /var/lib/picostack/pools/disk
      ln -s /etc/shadow /var/lib/picostack/run/link
      init
      (cd /var/lib/picostack; stat -c '%n %U' picostack.sqlite run/cli.json run/link pools/disk /etc/shadow)
      echo second; init`);
    expect(code).toBe(0);
    expect(out).toContain(
      'picostack.sqlite pstk\nrun/cli.json pstk\nrun/link pstk\npools/disk root\n/etc/shadow root\n',
    );
    expect(out.split('second')[1]).not.toContain('making');
  });

  it('--remove keeps data, and the user who owns it', async () => {
    const { code, out } = await onCopyOfHost(`
      init > /dev/null; touch /var/lib/picostack/picostack.sqlite
      init --remove
      ls /var/lib/picostack; id -un pstk`);
    expect(code).toBe(0);
    expect(out).toMatch(/kept +\/var\/lib\/picostack, because it has files/);
    expect(out).toMatch(/picostack\.sqlite\npstk\n$/);
  });

  it('refuses a user who is not root, and names the command', async () => {
    const { code, out } = await onCopyOfHost(
      `setpriv --reuid nobody --clear-groups '${process.execPath}' scripts/setup/init-host.mjs`,
    );
    expect(code).toBe(1);
    expect(out).toContain('sudo picostk init host');
  });
});
