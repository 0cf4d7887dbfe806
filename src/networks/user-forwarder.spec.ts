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

/** Without an alias, as in the definition: libvirt returns it while QEMU exits. */
const XML = `<domain type='qemu'><devices>
  <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
</devices></domain>`;

// Simulated: the moment between two calls in which a guest ends cannot be produced otherwise.
it.each([
  [false, 'guestGone'],
  [true, 'noUserNetwork'],
])(
  'reports a network interface without a backend, of a running domain: %s, %s',
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
