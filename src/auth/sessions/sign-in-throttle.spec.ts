import { beforeEach, describe, expect, it } from 'vitest';
import { ThrottledError } from '../../common/errors.js';
import { networkOf, SignInThrottle, Throttle } from './sign-in-throttle.js';

let now = 0;
const clock = () => now;
const LIMIT = { burst: 3, refillMs: 1000 };

beforeEach(() => {
  now = 5000;
});

describe('the limit of sign-in attempts', () => {
  it('allows a burst, then one attempt in each interval', () => {
    const throttle = new Throttle(LIMIT, 100, clock);
    expect([throttle.take('a'), throttle.take('a'), throttle.take('a')]).toEqual([0, 0, 0]);
    expect(throttle.take('a')).toBe(1000);
    now += 400;
    expect(throttle.take('a')).toBe(600);
    now += 600;
    expect(throttle.take('a')).toBe(0);
    expect(throttle.take('a')).toBe(1000);
    now += 1e9;
    expect([throttle.take('a'), throttle.take('a'), throttle.take('a')]).toEqual([0, 0, 0]);
    expect(throttle.take('a')).toBe(1000);
  });

  it('counts each key separately', () => {
    const throttle = new Throttle({ burst: 1, refillMs: 1000 }, 100, clock);
    expect(throttle.take('a')).toBe(0);
    expect(throttle.take('b')).toBe(0);
    expect(throttle.take('a')).toBe(1000);
  });

  it('returns one attempt after a success, and none for failures', () => {
    const throttle = new Throttle(LIMIT, 100, clock);
    for (let i = 0; i < 3; i += 1) throttle.take('a');
    throttle.giveBack('a');
    expect(throttle.take('a')).toBe(0);
    expect(throttle.take('a')).toBe(1000);
    throttle.giveBack('unknown');
    expect(throttle.size).toBe(1);
  });

  it('stores a limited number of keys, whatever clients send', () => {
    const throttle = new Throttle(LIMIT, 100, clock);
    for (let i = 0; i < 10_000; i += 1) throttle.take(`name-${i}`);
    expect(throttle.size).toBeLessThanOrEqual(100);
  });

  it('deletes keys without recent attempts first', () => {
    const throttle = new Throttle(LIMIT, 3, clock);
    throttle.take('idle-1');
    throttle.take('idle-2');
    now += 3001;
    for (let i = 0; i < 3; i += 1) throttle.take('busy');
    throttle.take('new');
    expect(throttle.take('busy')).toBeGreaterThan(0);
    expect(throttle.size).toBe(2);
  });
});

function signInThrottle(names = 5, addresses = 3) {
  return new SignInThrottle(
    new Throttle({ burst: names, refillMs: 1000 }, 100, clock),
    new Throttle({ burst: addresses, refillMs: 1000 }, 100, clock),
  );
}

describe('sign-in', () => {
  it('is limited for one address that tries many names', () => {
    const throttle = signInThrottle();
    for (const name of ['a', 'b', 'c']) throttle.take(name, '192.0.2.1');
    expect(() => throttle.take('d', '192.0.2.1')).toThrow(ThrottledError);
    throttle.take('d', '192.0.2.2');
  });

  it('is limited for many addresses that try one name', () => {
    const throttle = signInThrottle();
    for (let i = 0; i < 5; i += 1) throttle.take('admin', `192.0.2.${i}`);
    expect(() => throttle.take('admin', '192.0.2.9')).toThrow(/Try again in 1 s/);
    throttle.take('other', '192.0.2.9');
  });

  it('does not allow a blocked address to use up the attempts of a user', () => {
    const throttle = signInThrottle();
    for (let i = 0; i < 3; i += 1) throttle.take(`x${i}`, '192.0.2.1');
    for (let i = 0; i < 50; i += 1) {
      expect(() => throttle.take('admin', '192.0.2.1')).toThrow(ThrottledError);
    }
    expect(() => throttle.take('admin', '192.0.2.2')).not.toThrow();
  });

  it('does not count successful attempts', () => {
    const throttle = signInThrottle();
    for (let i = 0; i < 50; i += 1) {
      expect(() => throttle.take('admin', '192.0.2.1')).not.toThrow();
      throttle.giveBack('admin', '192.0.2.1');
    }
  });
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['unknown', 'unknown'],
  ['x'.repeat(15_000), 'unknown'],
  ['192.0.2.1\n', 'unknown'],
])('groups the address %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
