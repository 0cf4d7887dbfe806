import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../common/errors.js';
import { AddressPolicy } from './address-policy.js';
import { hostOf } from './image-url.js';

const PUBLIC = [
  '1.1.1.1',
  '151.101.2.132',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '2001:4860:4860::8888',
  '2a04:4e42::644',
  '::ffff:1.1.1.1',
  '64:ff9b::1.1.1.1',
];

const NOT_PUBLIC = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.169.254',
  '169.254.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '192.88.99.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%lo',
  'febf::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '100::1',
  '2001:db8::1',
  '3fff::1',
  '2001:2::1',
  '2001:10::1',
  '5f00::1',
  '4000::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '::ffff:0:127.0.0.1',
  '::127.0.0.1',
  '::1.1.1.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1.1.1.1',
  '2002:7f00:1::1',
  '2002:a00:1::1',
  '2002:101:101::1',
  '2001:0:7f00:1::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
];

describe('the address policy', () => {
  it.each(PUBLIC)('allows the public address %s', (address) => {
    expect(new AddressPolicy().allows(address)).toBe(true);
  });

  it.each(NOT_PUBLIC)('does not allow %s', (address) => {
    expect(new AddressPolicy().allows(address)).toBe(false);
  });

  it.each(['', 'localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '1.1.1', '[::1]'])(
    'does not allow the text %j, which is not an address',
    (text) => {
      expect(new AddressPolicy(['0.0.0.0/0', '::/0']).allows(text)).toBe(false);
    },
  );

  it.each([
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '017700000001',
    '0x7f.1',
    '127.0.0.1.',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:0:0:1]',
    '%31%32%37.0.0.1',
    '127。0。0。1',
    '0',
  ])('does not allow the host %s of a URL', (host) => {
    expect(new AddressPolicy().allows(hostOf(new URL(`http://${host}/a`)))).toBe(false);
  });

  it.each([
    ['127.0.0.0/8', '127.0.0.1'],
    ['127.0.0.0/8', '::ffff:127.0.0.1'],
    ['10.9.8.7/8', '10.0.0.1'],
    ['10.0.0.0/8', '64:ff9b::10.0.0.1'],
    ['192.168.1.7', '192.168.1.7'],
    ['fd00:20::/48', 'fd00:20::1'],
    ['fe80::/10', 'fe80::1%eth0'],
    ['::1', '::1'],
    ['::ffff:10.0.0.0/104', '10.1.2.3'],
    ['0.0.0.0/0', '169.254.169.254'],
  ])('with the network %s allows %s', (network, address) => {
    expect(new AddressPolicy(['198.51.100.0/24', network]).allows(address)).toBe(true);
  });

  it.each([
    ['127.0.0.0/8', '::1'],
    ['10.0.0.0/8', '192.168.0.1'],
    ['192.168.1.7', '192.168.1.8'],
    ['fd00:20::/48', 'fd00:21::1'],
    ['0.0.0.0/0', '::1'],
    ['::/0', '127.0.0.1'],
  ])('with the network %s does not allow %s', (network, address) => {
    expect(new AddressPolicy([network]).allows(address)).toBe(false);
  });

  it('names the address, the host and the setting when it refuses', () => {
    const refuse = () => new AddressPolicy().requireAllowed('10.0.0.7', 'files.lan');
    expect(refuse).toThrow(InvalidInputError);
    expect(refuse).toThrow(
      '"files.lan" is 10.0.0.7, which is not a public address, so picostack does not download from it. An administrator can allow its network with the setting importNetworks (PICOSTACK_IMPORT_NETWORKS).',
    );
    expect(refuse).toThrow(expect.objectContaining({ code: 'addressNotAllowed' }));
    expect(() => new AddressPolicy().requireAllowed('::1', '::1')).toThrow('The address ::1 is');
  });
});
