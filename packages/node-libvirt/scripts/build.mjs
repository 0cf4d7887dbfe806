// Builds the package into dist: one bundled index.js, the declarations of every module, and maps that
// lead from both to the shipped sources. Usage: node scripts/build.mjs
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import ts from 'typescript';

const folder = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(folder, 'dist');

emitDeclarations();
await bundle();

/** Checks the sources and writes their declarations. */
function emitDeclarations() {
  const file = path.join(folder, 'tsconfig.build.json');
  const config = ts.getParsedCommandLineOfConfigFile(file, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]),
  });
  const program = ts.createProgram(config.fileNames, config.options);
  const errors = ts.getPreEmitDiagnostics(program);
  if (errors.length > 0) fail(errors);
  rmSync(dist, { recursive: true, force: true });
  const { diagnostics } = program.emit();
  if (diagnostics.length > 0) fail(diagnostics);
  writeFileSync(path.join(dist, 'protocol', 'table.d.ts'), tableDeclaration(program));
  rmSync(path.join(dist, 'protocol', 'table.d.ts.map'));
  // Only the declaration of the table that tsc wrote refers to them.
  rmSync(path.join(dist, 'protocol', 'rows'), { recursive: true });
}

/** @param {readonly ts.Diagnostic[]} diagnostics */
function fail(diagnostics) {
  const host = {
    getCurrentDirectory: () => process.cwd(),
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  console.error(ts.formatDiagnostics(diagnostics, host));
  process.exit(1);
}

/**
 * The declaration of the protocol table with plain types for arguments and results. As tsc writes it, a program
 * that imports the package has to evaluate the codecs of all rows: a second of each type check.
 * @param {ts.Program} program
 */
function tableDeclaration(program) {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path.join(folder, 'src/protocol/table.ts'));
  const exported = new Map(
    checker
      .getExportsOfModule(checker.getSymbolAtLocation(source))
      .map((symbol) => [symbol.name, symbol]),
  );
  const table = checker.getTypeOfSymbol(exported.get('protocolTable'));
  const property = (type, name) => {
    const symbol = checker.getPropertyOfType(type, name);
    return symbol && checker.getTypeOfSymbol(symbol);
  };
  // What a codec reads is the result of `read`, and what it writes is the second parameter of `write`.
  const readType = (codec) => property(codec, 'read').getCallSignatures()[0].getReturnType();
  const writtenType = (codec) =>
    checker.getTypeOfSymbol(property(codec, 'write').getCallSignatures()[0].getParameters()[1]);
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  const text = (type) =>
    checker
      .typeToString(type, source, flags)
      // TypeScript before 5.7, and older versions of @types/node, know them without parameters.
      .replaceAll(/\b(Buffer|Uint8Array)<ArrayBufferLike>/g, '$1');

  const calls = [];
  const events = [];
  for (const { name } of table.getProperties()) {
    const row = property(table, name);
    const message = property(row, 'message');
    if (message) {
      events.push(`    ${name}: ${text(readType(message))};`);
      continue;
    }
    const args = text(writtenType(property(row, 'args')));
    const result = text(readType(property(row, 'result')));
    calls.push(`    ${name}: { args: ${args}; result: ${result} };`);
  }
  return [
    `import type { AnyCodec } from '../xdr/index.js';`,
    `import type { CallRow, EventRow } from './procedure.js';`,
    `/** Arguments and result of every procedure that a client can call. */`,
    `export interface Calls {\n${calls.join('\n')}\n}`,
    `/** The content of every message that a server sends unasked. */`,
    `export interface EventMessages {\n${events.join('\n')}\n}`,
    `/** The names of the rows that a client can call. */`,
    `export type CallName = keyof Calls;`,
    `/** The names of the rows that a server sends unasked. */`,
    `export type EventName = keyof EventMessages;`,
    `/** The type of the whole table. */`,
    `export type ProtocolTable = { readonly [N in CallName]: CallRow<AnyCodec, AnyCodec> } & {\n    readonly [N in EventName]: EventRow<AnyCodec>;\n};`,
    `/** Every procedure of libvirt's protocol, by libvirt's name without \`vir\`. */`,
    `export declare const protocolTable: ProtocolTable;`,
    `/** The arguments of a procedure, as \`Connection.call\` takes them. */`,
    `export type CallArgs<N extends CallName> = Calls[N]['args'];`,
    `/** The result of a procedure, as \`Connection.call\` returns it. */`,
    `export type CallResult<N extends CallName> = Calls[N]['result'];`,
    `/** The content of an event's message. */`,
    `export type EventMessage<N extends EventName> = EventMessages[N];`,
    '',
  ].join('\n');
}

/** Writes all modules as one file: Node opens and compiles each file of its own, which takes most of an import's time. */
async function bundle() {
  const build = await rolldown({
    cwd: folder,
    input: 'src/index.ts',
    platform: 'node',
    tsconfig: 'tsconfig.build.json',
    external: /^node:/,
  });
  await build.write({
    file: path.join(dist, 'index.js'),
    format: 'esm',
    sourcemap: true,
    // The sources are in the package.
    sourcemapExcludeSources: true,
  });
  await build.close();
}
