// The lower limit for a client in Node: writes prepared packets to a socket and counts the replies. It decodes
// nothing and makes no promise for each call. Usage: node bare-socket.mjs TEST_URI
import { connect } from 'node:net';
import { serve } from './serve.mjs';

const PROGRAM = 0x20008086;
const PROCEDURE = {
  connectOpen: 1,
  domainGetInfo: 16,
  domainLookupByName: 23,
  connectGetHostname: 59,
  authList: 66,
};
const HEADER_BYTES = 28;

const uri = new URL(process.argv[2]);
const socket = connect(uri.searchParams.get('socket'));
let received = Buffer.alloc(0);
let expected = 0;
let last;
let done;
socket.on('data', (chunk) => {
  received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
  while (received.length >= 4 && received.length >= received.readUInt32BE(0)) {
    const length = received.readUInt32BE(0);
    last = received.subarray(0, length);
    received = received.subarray(length);
    if (--expected === 0) done();
  }
});

function packet(procedure, body) {
  const header = Buffer.alloc(HEADER_BYTES);
  const fields = [HEADER_BYTES + body.length, PROGRAM, 1, procedure, 0, 0, 0];
  fields.forEach((field, index) => header.writeUInt32BE(field, index * 4));
  return Buffer.concat([header, body]);
}

/** Send `count` copies of a packet at once and wait for as many replies. */
function exchange(bytes, count = 1) {
  return new Promise((resolve) => {
    done = resolve;
    expected = count;
    socket.write(count === 1 ? bytes : Buffer.concat(Array.from({ length: count }, () => bytes)));
  });
}

function words(...values) {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([words(bytes.length), bytes, Buffer.alloc(-bytes.length & 3)]);
}

const path = text(`test://${uri.pathname}`);
await exchange(packet(PROCEDURE.authList, Buffer.alloc(0)));
await exchange(packet(PROCEDURE.connectOpen, Buffer.concat([words(1), path, words(0)])));
await exchange(packet(PROCEDURE.domainLookupByName, text('d0')));
// The reply is the domain, in the form that calls on it expect.
const call = {
  domainGetInfo: packet(PROCEDURE.domainGetInfo, last.subarray(HEADER_BYTES)),
  connectGetHostname: packet(PROCEDURE.connectGetHostname, Buffer.alloc(0)),
};

serve({
  async serial({ calls, name }) {
    for (let i = 0; i < calls; i++) await exchange(call[name]);
  },
  pipelined: ({ calls, name }) => exchange(call[name], calls),
});
