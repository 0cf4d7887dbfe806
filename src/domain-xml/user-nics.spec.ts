import { describe, expect, it } from 'vitest';
import { findUserNetdev, hasUserNic } from './user-nics.js';

const nic = (type: string, alias?: string, more = '') =>
  `<interface type='${type}'>${more}${alias ? `<alias name='${alias}'/>` : ''}</interface>`;
const domain = (...nics: string[]) => `<domain><devices>${nics.join('')}</devices></domain>`;

describe('the network backend of a user-mode network interface', () => {
  it.each([
    ["libvirt's own alias", domain(nic('user', 'net0')), 'hostnet0'],
    ["an operator's alias", domain(nic('user', 'ua-lan')), 'hostua-lan'],
    ['not the first card', domain(nic('network', 'net0'), nic('user', 'net1')), 'hostnet1'],
    ['the first of two', domain(nic('user', 'net3'), nic('user', 'net0')), 'hostnet3'],
    ['no card', domain(), undefined],
    ['another network', domain(nic('bridge', 'net0')), undefined],
    ['passt', domain(nic('user', 'net0', "<backend type='passt'/>")), undefined],
    ['a domain that is off', domain(nic('user')), undefined],
  ])('is found with %s', (_, xml, netdev) => {
    expect(findUserNetdev(xml)).toBe(netdev);
  });

  it('exists whether the domain is running or not', () => {
    expect(hasUserNic(domain(nic('bridge'), nic('user')))).toBe(true);
    expect(hasUserNic(domain(nic('bridge')))).toBe(false);
    expect(hasUserNic('<domain/>')).toBe(false);
  });
});
