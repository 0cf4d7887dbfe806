// @ts-check
// Writes src/client/objects.gen.ts: the classes of libvirt's objects, with a method for each procedure that
// scripts/methods lists. The protocol table gives the types of the parameters and of the result.
// Usage: node scripts/generate-methods.mjs
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { classes, connectionMethods } from './methods/objects.mjs';
import { readRows } from './protocol-rows.mjs';

/** @typedef {import('./methods/objects.mjs').Method} Method */
/** @typedef {import('./methods/objects.mjs').LibvirtClass} LibvirtClass */

const TARGET = new URL('../src/client/objects.gen.ts', import.meta.url);
const HEADER = `// Generated from the protocol table and scripts/methods by \`node scripts/generate-methods.mjs\`. Do not edit.`;

const rows = readRows();
const classByRef = new Map(classes.map((libvirtClass) => [libvirtClass.ref, libvirtClass.name]));

/** How TypeScript declares an argument of a codec. */
const INPUT_TYPES = new Map([
  ['text', 'string'],
  ['uuid', 'string'],
  ['int', 'number'],
  ['uint', 'number'],
  ['hyper', 'number | bigint'],
  ['uhyper', 'number | bigint'],
  ['optional(text)', 'string | null'],
]);
const ARRAY_TYPES = new Map([
  ['text', 'readonly string[]'],
  ['uint', 'readonly number[]'],
  ['uhyper', 'readonly (number | bigint)[]'],
  ['typedParam', 'TypedParametersInput'],
]);
const ENUM = /^vir[A-Z]/;
// libvirt adds these enums' values to each other.
const COMBINED_WITH_IMPACT = new Set([
  'virDomainVcpuFlags',
  'virDomainMemoryModFlags',
  'virDomainDeviceModifyFlags',
]);
const STREAM_TYPES = new Map([
  ['read', 'Readable'],
  ['write', 'Writable'],
  ['both', 'Duplex'],
]);

/** @param {string} enums names separated by `|` */
function enumType(enums) {
  const names = enums.split('|');
  if (names.some((name) => COMBINED_WITH_IMPACT.has(name)))
    names.push('virDomainModificationImpact');
  return `Enum<${names.map((name) => `'${name}'`).join(' | ')}>`;
}

/** @param {string} snake */
const camelCase = (snake) =>
  snake.replaceAll(/_(\w)/g, (_, /** @type {string} */ letter) => letter.toUpperCase());

/** @param {string} codec */
function inputType(codec) {
  const type = INPUT_TYPES.get(codec);
  if (type) return type;
  const element = /^array\((\w+), /.exec(codec)?.[1];
  if (element) return ARRAY_TYPES.get(element) ?? fail(codec);
  if (codec.startsWith('opaque(')) return 'Uint8Array';
  return classByRef.get(codec) ?? fail(codec);
}

/**
 * @param {string} codec
 * @returns {never}
 */
function fail(codec) {
  throw new Error(`No rule for an argument of type ${codec}`);
}

/**
 * The parameters and the arguments of a method that calls one row.
 * @param {Method} method
 * @param {LibvirtClass | undefined} owner
 */
function signature(method, owner) {
  const row = rows.get(method.calls ?? '');
  if (!row) throw new Error(`${method.name}: the protocol table has no row ${method.calls}`);
  const { names = {}, types = {}, defaults = {}, fixed = {}, args: given = {} } = method;
  /** @type {string[]} */
  const args = [];
  /** @type {Map<string, { type: string, value?: string, isOptional: boolean }>} */
  const params = new Map();
  let hasSelf = false;
  let mayThrow = false;
  for (const [field, codec] of row.args) {
    if (
      owner &&
      !hasSelf &&
      (codec === owner.ref || (owner.name === 'NodeDevice' && field === 'name'))
    ) {
      hasSelf = true;
      args.push(codec === owner.ref ? `${field}: this.ref` : `${field}: this.ref.name`);
    } else if (field === 'need_results') {
      args.push('need_results: 1');
    } else if (field in fixed) {
      args.push(`${field}: ${String(fixed[field]).replaceAll(/\B(?=(\d{3})+$)/g, '_')}`);
    } else if (field in given) {
      args.push(`${field}: ${given[field]}`);
      mayThrow ||= given[field]?.includes('.') ?? false;
    } else {
      const name = names[field] ?? camelCase(field);
      const declared = field === 'flags' ? method.flags : types[name];
      let type = declared ?? inputType(codec);
      let argument = name;
      if (declared && ENUM.test(declared)) type = enumType(declared);
      else if (declared === 'boolean') argument = `${name} ? 1 : 0`;
      else if (type === 'TypedParametersInput') argument = `toTypedParameters(${name})`;
      else if (classByRef.has(codec)) argument = `${name}.ref`;
      mayThrow ||= argument.includes('.') || argument.includes('(');
      args.push(argument === field ? field : `${field}: ${argument}`);
      const value = defaults[name] ?? (field === 'flags' ? '0' : undefined);
      params.set(name, { type, isOptional: codec === 'optional(text)', ...(value && { value }) });
    }
  }
  for (const [name, type] of Object.entries(types)) {
    if (!params.has(name) && Array.isArray(method.params)) {
      const value = defaults[name];
      params.set(name, { type, isOptional: false, ...(value && { value }) });
    }
  }
  const order = Array.isArray(method.params) ? method.params : [...params.keys()];
  const texts = [];
  // A parameter can be left out if all parameters after it can.
  let restIsOptional = true;
  for (const name of order.toReversed()) {
    const param = params.get(name);
    if (!param) throw new Error(`${method.name}: no argument ${name}`);
    const { type, value, isOptional } = param;
    const plain = type === 'number' && value !== undefined;
    if (value !== undefined && restIsOptional)
      texts.unshift(plain ? `${name} = ${value}` : `${name}: ${type} = ${value}`);
    else if (isOptional && restIsOptional) texts.unshift(`${name}?: ${type}`);
    else {
      texts.unshift(`${name}: ${type}`);
      restIsOptional = false;
    }
  }
  return { row, args, params: [...texts, 'options?: CallOptions'].join(', '), mayThrow };
}

/**
 * How a method returns the result of its row: the type and an expression for it.
 * @param {Method} method
 * @param {import('./protocol-rows.mjs').Row} row
 * @param {string} caller
 * @returns {{ type: string, convert?: (result: string) => string }}
 */
function result(method, row, caller) {
  const whole = `CallResult<'${method.calls}'>`;
  if (method.convert) {
    const { convert } = method;
    return { type: convert.slice(2), convert: (value) => `${convert}(${value})` };
  }
  if (row.result.length === 0) return { type: 'void' };
  if (method.returns === '*') return { type: whole };
  const [field, codec] = returnedField(method, row.result);
  const get = (/** @type {string} */ value) => `${value}.${field}`;
  const object = classByRef.get(codec);
  if (object)
    return { type: object, convert: (value) => `new ${object}(${caller}, ${get(value)})` };
  const element = /^array\((\w+), /.exec(codec)?.[1] ?? '';
  const listed = classByRef.get(element);
  if (listed) {
    return {
      type: `${listed}[]`,
      convert: (value) => `${get(value)}.map((ref) => new ${listed}(${caller}, ref))`,
    };
  }
  if (element === 'typedParam') {
    return { type: 'TypedParameters', convert: (value) => `fromTypedParameters(${get(value)})` };
  }
  if (codec === 'int' && /^(?:is|has|getAutostart)/.test(method.name)) {
    return { type: 'boolean', convert: (value) => `${get(value)} !== 0` };
  }
  if (codec === 'uhyper') return { type: 'number', convert: (value) => `Number(${get(value)})` };
  const simple = INPUT_TYPES.get(codec);
  if (simple) return { type: simple, convert: get };
  return { type: `${whole}['${field}']`, convert: get };
}

/**
 * @param {Method} method
 * @param {import('./protocol-rows.mjs').Fields} fields
 */
function returnedField(method, fields) {
  const field = method.returns ? fields.find(([name]) => name === method.returns) : fields[0];
  if (!field || (!method.returns && fields.length > 1)) {
    throw new Error(`${method.name}: set \`returns\` to a field of the result of ${method.calls}`);
  }
  return field;
}

/** @param {Method} method */
function docComment(method) {
  const row = method.calls ?? '';
  const vir = method.vir ?? `vir${row[0]?.toUpperCase()}${row.slice(1)}`;
  return comment(method.doc.replace(/\.(?= [A-Z]|$)/, ` (${vir}).`), '  ');
}

/**
 * @param {string} text
 * @param {string} indent
 */
function comment(text, indent) {
  const line = `${indent}/** ${text} */`;
  if (line.length <= 120) return line;
  const lines = [''];
  for (const word of text.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > 114 - indent.length) lines.push('');
    lines[lines.length - 1] += `${lines.at(-1) ? ' ' : ''}${word}`;
  }
  return [`${indent}/**`, ...lines.map((part) => `${indent} * ${part}`), `${indent} */`].join('\n');
}

/**
 * @param {Method} method
 * @param {LibvirtClass | undefined} owner
 */
function methodText(method, owner) {
  if (!method.calls) {
    const { name, type, body, async: isAsync = false } = method;
    const params = String(method.params);
    return `${docComment(method)}\n${isAsync ? 'async ' : ''}${name}(${params}): ${type} {\n${body}\n}`;
  }
  const caller = owner ? 'this.connection' : 'this';
  const { row, args, params, mayThrow } = signature(method, owner);
  const argsText = args.length > 0 ? `{ ${args.join(', ')} }` : 'undefined';
  if (row.stream) {
    const type = STREAM_TYPES.get(row.stream);
    return `${docComment(method)}\nasync ${method.name}(${params}): Promise<${type}> {
      const { stream } = await ${caller}.openStream('${method.calls}', ${argsText}, options);
      return stream;
    }`;
  }
  const call = `${caller}.call('${method.calls}', ${argsText}, options)`;
  const { type, convert } = result(method, row, caller);
  const head = `${method.name}(${params}): Promise<${type}>`;
  if (convert) {
    return `${docComment(method)}\nasync ${head} {
      const result = await ${call};
      return ${convert('result')};
    }`;
  }
  // Without a conversion the promise of the call is the promise of the method, unless an argument may throw first.
  if (!mayThrow) return `${docComment(method)}\n${head} { return ${call}; }`;
  return `${docComment(method)}\nasync ${head} { ${type === 'void' ? '' : 'return '}await ${call}; }`;
}

/** @param {LibvirtClass} libvirtClass */
function classText(libvirtClass) {
  const { name, doc, getters, identity, methods } = libvirtClass;
  const ref = `${name}Ref`;
  const getterTexts = getters.map(
    ([getter, field, text]) =>
      `${comment(text, '  ')}\nget ${getter}(): ${getter === 'id' ? 'number' : getter === 'usageType' ? "Enum<'virSecretUsageType'>" : 'string'} {\n return this.ref.${field};\n}`,
  );
  const fields = identity.map((getter) => `${getter}: this.${getter}`).join(', ');
  return [
    comment(doc, ''),
    `export class ${name} extends LibvirtObject<${ref}> {`,
    [
      ...getterTexts,
      `protected get identity(): ObjectIdentity {\n return { ${fields} };\n}`,
      ...methods.map((method) => methodText(method, libvirtClass)),
    ].join('\n\n'),
    '}',
  ].join('\n');
}

/** The methods of a connection that call one procedure. */
function connectionText() {
  return [
    comment(
      'The methods of a connection that call procedures (virConnectPtr). `Connection` adds the rest.',
      '',
    ),
    'export abstract class ConnectionCalls implements Caller {',
    'abstract readonly uri: string;\n',
    'abstract call<N extends CallName>(name: N, ...rest: CallParameters<N>): Promise<CallResult<N>>;\n',
    'abstract openStream<N extends CallName>(name: N, args: CallArgs<N>, options?: StreamOptions): Promise<OpenedStream<N>>;\n',
    connectionMethods.map((method) => methodText(method, undefined)).join('\n\n'),
    '}',
  ].join('\n');
}

/** @returns {Promise<string>} the content of objects.gen.ts */
export async function methodsSource() {
  const body = [...classes.map(classText), connectionText()].join('\n\n');
  const methods = [
    ...connectionMethods,
    ...classes.flatMap((libvirtClass) => libvirtClass.methods),
  ];
  const conversions = [...new Set(methods.flatMap(({ convert }) => convert ?? []))];
  const constants = [...new Set(body.match(/(?<= = )VIR_\w+/g))];
  const text = `${HEADER}
import type { Duplex, Readable, Writable } from 'node:stream';
import { ${constants.join(', ')} } from '../constants.gen.js';
import type { Enum } from '../enum.js';
import type { CallArgs, CallName, CallResult } from '../protocol/index.js';
import type { Caller, CallOptions, CallParameters, OpenedStream, StreamOptions } from '../rpc/index.js';
import { LibvirtObject, type ObjectIdentity } from './libvirt-object.js';
import { migrateDomain } from './migration.js';
import * as queries from './queries.js';
import type { ${classes.map(({ name }) => `${name}Ref`).join(', ')} } from './refs.js';
import {
  type DomainCapabilitiesQuery,
  ${conversions.flatMap((name) => [name, `type ${name.slice(2)}`]).join(', ')}
} from './results.js';
import { fromTypedParameters, toTypedParameters, type TypedParameters, type TypedParametersInput } from './typed-parameters.js';
import { downloadVolume, uploadVolume } from './volume-streams.js';

${body}
`;
  const file = fileURLToPath(TARGET);
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, await methodsSource());
}
