import type { Connection, Domain } from 'node-libvirt';
import { LibvirtError, VIR_ERR_INTERNAL_ERROR, VIR_ERR_NO_DOMAIN } from 'node-libvirt';
import { describe, expect, it } from 'vitest';
import { findDomain, findDomainByName } from './find-domain.js';
import { orUndefined } from './translate-error.js';

const DOMAIN = { name: 'web-1' } as Domain;
const CODE_OF: Record<string, number> = { gone: VIR_ERR_NO_DOMAIN, broken: VIR_ERR_INTERNAL_ERROR };

function lookUp(idOrName: string): Promise<Domain> {
  const code = CODE_OF[idOrName];
  if (code === undefined) return Promise.resolve(DOMAIN);
  return Promise.reject(new LibvirtError({ code, message: idOrName } as never, 'lookup'));
}

const connection = {
  domainLookupByUUID: lookUp,
  domainLookupByName: lookUp,
} as unknown as Connection;

describe.each([
  ['findDomain', findDomain],
  ['findDomainByName', findDomainByName],
])('%s', (_, find) => {
  it('returns the domain', async () => {
    expect(await find(connection, 'there')).toBe(DOMAIN);
  });

  it('returns undefined if there is no such domain', async () => {
    expect(await find(connection, 'gone')).toBeUndefined();
  });

  it('throws all other errors', async () => {
    await expect(find(connection, 'broken')).rejects.toMatchObject({
      code: VIR_ERR_INTERNAL_ERROR,
    });
  });
});

describe('orUndefined', () => {
  it('only accepts the given codes', async () => {
    await expect(orUndefined(lookUp('gone'), VIR_ERR_INTERNAL_ERROR)).rejects.toThrow('gone');
    expect(await orUndefined(lookUp('gone'), VIR_ERR_INTERNAL_ERROR, VIR_ERR_NO_DOMAIN)).toBe(
      undefined,
    );
  });
});
