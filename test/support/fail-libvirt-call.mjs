// @ts-check
// Loaded into a server (`node --import`): makes one libvirt call fail, as if libvirt had refused it. A file in
// FAULT_DIR that is named after the UUID of a domain contains how many calls that change the domain succeed first,
// and optionally the libvirt error code. The file is then deleted.
import { Connection, LibvirtError, VIR_ERR_OPERATION_FAILED } from 'node-libvirt';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { FAULT_DIR = '' } = process.env;
const ONLY_READS =
  /^(connect|node)|Get|Lookup|List|Is[A-Z]|Has[A-Z]|Num|Event|Stream|Screenshot|Refresh/;

/** @type {(...args: any[]) => any} -- the type of each of its overloads */
const originalCall = Reflect.get(Connection.prototype, 'call');

/** @type {(...args: any[]) => any} -- the type of each of its overloads */
const callOrFail = function call(name, ...rest) {
  if (!ONLY_READS.test(name) && existsSync(FAULT_DIR)) {
    const argsJson = JSON.stringify(rest[0], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const id = readdirSync(FAULT_DIR).find((each) => argsJson.includes(each));
    const code = id === undefined ? undefined : countCall(join(FAULT_DIR, id));
    if (code !== undefined) return Promise.reject(failure(name, code));
  }
  return Reflect.apply(originalCall, this, [name, ...rest]);
};
Connection.prototype.call = callOrFail;

/**
 * @param {string} file
 * @returns {number | undefined} the error of the call, if this is the one that fails
 */
function countCall(file) {
  const [left = 0, code = VIR_ERR_OPERATION_FAILED] = readFileSync(file, 'utf8')
    .split(' ')
    .map(Number);
  if (left > 0) writeFileSync(file, `${left - 1} ${code}`);
  else rmSync(file);
  return left === 0 ? code : undefined;
}

/**
 * @param {string} name
 * @param {number} code
 */
function failure(name, code) {
  const message = `${name} was made to fail`;
  const emptyFields = { dom: null, net: null, str1: null, str2: null, str3: null };
  return new LibvirtError(
    { ...emptyFields, code, domain: 10, message, level: 2, int1: 0, int2: 0 },
    name,
  );
}
