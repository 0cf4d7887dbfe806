import { expect, it, vi } from 'vitest';
import type { Domain, LibvirtService } from '../libvirt/index.js';
import { HostPorts } from './host-ports.js';
import { UserForwarder } from './user-forwarder.js';

const FORWARD = {
  protocol: 'tcp',
  hostAddress: '127.0.0.1',
  hostPort: 8080,
  guestPort: 80,
} as const;

/** No alias, as in the definition: libvirt gives it while QEMU is being ended. */
const XML = `<domain type='qemu'><devices>
  <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
</devices></domain>`;

// Simulated: the moment between two calls in which a guest ends cannot be met from outside.
it.each([
  [false, 'guestGone'],
  [true, 'noUserNetwork'],
])(
  'says of a card without a backend, of a domain that is active: %s, %s',
  async (active, problem) => {
    const domain = {
      name: 'web',
      getXMLDesc: vi.fn(() => Promise.resolve(XML)),
      isActive: vi.fn(() => Promise.resolve(active)),
    } as unknown as Domain;
    const libvirt = {
      call: (_: string, work: () => unknown) => work(),
    } as unknown as LibvirtService;
    const forwarder = new UserForwarder(libvirt, new HostPorts(libvirt));
    expect(await forwarder.add(domain, [FORWARD])).toMatchObject([{ problem }]);
  },
);
