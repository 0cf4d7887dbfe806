import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrivateLibvirtd, canHavePrivateLibvirtd } from '../support/private-libvirtd.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { eventually } from '../support/wait.js';

/** A private libvirtd that the test can kill. */
describe.skipIf(!canHavePrivateLibvirtd)(
  'the metadata of an instance that is changed while libvirt is unavailable',
  () => {
    let libvirtd: PrivateLibvirtd;
    let server: TestServer;
    let env: Record<string, string>;

    beforeAll(async () => {
      libvirtd = await PrivateLibvirtd.start();
      env = { PICOSTACK_LIBVIRT_URI: libvirtd.uri };
      server = await TestServer.start({ env });
      await registerTiny(server.api);
    });
    afterAll(async () => {
      await server?.dispose();
      await libvirtd?.dispose();
    });

    const waitForMetadata = (name: string, ...texts: string[]) =>
      eventually(`the metadata of ${name} to contain ${texts.join(', ')}`, 30_000, async () => {
        const xml = (await libvirtd.virsh('dumpxml', '--inactive', name)).replaceAll('"', "'");
        return texts.every((text) => xml.includes(text)) || undefined;
      });

    it('is written when libvirt is available again, also by a server that restarted in between', async () => {
      const one = await server.api.createInstance({ name: server.name('one'), start: false });
      const two = await server.api.createInstance({ name: server.name('two'), start: false });
      await libvirtd.kill();
      await eventually('the instances to be unknown', 30_000, async () => {
        const { items } = await server.api.instances();
        return items.every(({ state }) => state === 'unknown') || undefined;
      });
      const patched = await server.api.ask('PATCH', `/instances/${one.id}`, {
        isProtected: true,
        notes: 'written later',
      });
      expect(patched).toMatchObject({ isProtected: true, notes: 'written later' });
      await libvirtd.startAgain();
      await waitForMetadata(one.name, "protected='true'", 'written later');

      await libvirtd.kill();
      await server.api.ask('PATCH', `/instances/${two.id}`, { isProtected: true, tags: ['late'] });
      await server.stop();
      await server.start(env);
      await libvirtd.startAgain();
      await waitForMetadata(two.name, "protected='true'", '>late<');
      // The change is not reported as external.
      for (const { id } of [one, two]) {
        const events = await server.api.eventsOf(id);
        expect(events.map(({ actor }) => actor)).not.toContain('outside');
      }
    });
  },
);
