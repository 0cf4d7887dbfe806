import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { guestRun, guestRunOnceUp } from '../support/guest-ssh.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;

/** A minimal guest agent: it responds to a sync, and writes to the disk when it gets the command to freeze. */
const AGENT = `
while :; do
  if read -r line; then
    case "$line" in
    *guest-sync*) id=\${line##*:}; id=\${id%%\\}*}; echo "{\\"return\\":$id}" ;;
    *fsfreeze-freeze*) ANSWER_FREEZE ;;
    *fsfreeze-thaw*) echo thaw >>/root/log; sync; echo '{"return":1}' ;;
    *) echo '{"return":{}}' ;;
    esac
  else
    # sleep: in the guest; the port is at its end until libvirt has connected.
    usleep 100000
  fi
done`;
const OBEYS = `echo freeze >>/root/log; sync; echo '{"return":1}'`;
const REFUSES = `echo '{"error":{"class":"GenericError","desc":"no"}}'`;

describe('a copy of the disk of a guest with an agent', () => {
  let server: TestServer;
  let source: InstanceDto;

  const sshPort = ({ ports }: InstanceDto): number =>
    ports.find(({ guestPort }) => guestPort === 22)?.hostPort ?? 0;
  const clone = async (label: string) => {
    const name = server.name(label);
    await server.api.finish('POST', `/instances/${source.id}/clone`, {
      name,
      mode: 'linked',
      start: true,
    });
    return server.api.instance(name);
  };
  const startAgent = async (answer: string) => {
    const script = AGENT.replace('ANSWER_FREEZE', answer);
    await guestRun(
      sshPort(source),
      `killall agent 2>/dev/null; rm -f /root/log
cat >/tmp/agent <<'END'
#!/bin/sh
${script}
END
chmod +x /tmp/agent; cd /sys/class/virtio-ports
for port in *; do [ "$(cat $port/name)" = org.qemu.guest_agent.0 ] && break; done
/tmp/agent <>/dev/$port >&0 2>/dev/null & exit 0`,
    );
    await eventually('libvirt to see the agent', LIMIT_MS, async () =>
      (await virsh('dumpxml', source.name)).includes(
        `name='org.qemu.guest_agent.0' state='connected'`,
      )
        ? true
        : undefined,
    );
  };

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    source = await server.api.createInstance({
      name: server.name('source'),
      ports: [{ guestPort: 80 }, { guestPort: 22 }],
    });
    await guestAnswer(source.ports.find(({ guestPort }) => guestPort === 80)?.hostPort ?? 0);
    await guestRunOnceUp(sshPort(source), 'true');
  }, 240_000);
  afterAll(() => server?.dispose());

  it('is the disk between freeze and thaw', async () => {
    await startAgent(OBEYS);
    const copy = await clone('frozen');
    expect(await guestRun(sshPort(source), 'cat /root/log')).toBe('freeze\nthaw\n');
    expect(await guestRunOnceUp(sshPort(copy), 'cat /root/log')).toBe('freeze\n');
  }, 240_000);

  it('is made anyway if the agent refuses, and the guest is thawed', async () => {
    await startAgent(REFUSES);
    const copy = await clone('refused');
    expect(copy.state).toBe('running');
    expect(await guestRun(sshPort(source), 'cat /root/log')).toBe('thaw\n');
  }, 240_000);
});
