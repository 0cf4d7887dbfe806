import { LibvirtError, VIR_ERR_SYSTEM_ERROR } from 'node-libvirt';
import { expect, it } from 'vitest';
import { explainRefusal } from './explain-refusal.js';

const noAccess = Object.assign(new Error('connect EACCES /run/libvirt/libvirt-sock'), {
  code: 'EACCES',
});
const noUser = new LibvirtError(
  {
    code: VIR_ERR_SYSTEM_ERROR,
    domain: 0,
    level: 2,
    message: "Failed to find user record for uid '10001'",
    str1: null,
    str2: null,
    str3: null,
    int1: 0,
    int2: 0,
    dom: null,
    net: null,
  },
  'CONNECT_OPEN',
);
const inContainer = { userId: 10001, inContainer: true };
const onHost = { userId: 1000, inContainer: false };

it('says which group a user of the host lacks', () => {
  expect(explainRefusal(noAccess, onHost)).toMatch(/EACCES.*user 1000 .* add it to that group/);
});

it('names the option of the container that sets the user and the group', () => {
  expect(explainRefusal(noAccess, inContainer)).toMatch(/EACCES.*--user UID:GID/);
});

it('says that the user of a container must exist on the host', () => {
  expect(explainRefusal(noUser, inContainer)).toMatch(
    /uid '10001'\. .*--user UID:GID.*user of the host.*docs\/container\.md/,
  );
});

it('says to restart a libvirtd that started without the message bus', () => {
  const error = new Error('Unable to get system bus connection: Could not connect');
  expect(explainRefusal(error, onHost)).toMatch(/Could not connect\. .*restart libvirtd/);
});

it.each([
  ['an error of libvirt on the host', noUser, onHost],
  ['an error of libvirt for root', noUser, { userId: 0, inContainer: true }],
  ['a daemon that does not run', new Error('connect ENOENT'), inContainer],
])('adds nothing to %s', (_, error, who) => {
  expect(explainRefusal(error, who)).toBe(error.message);
});
