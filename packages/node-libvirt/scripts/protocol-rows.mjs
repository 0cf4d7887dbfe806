// @ts-check
// Reads the protocol table from its sources, with the names of the codecs, which the built table does not have.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * @typedef {object} Row
 * @property {Fields} args
 * @property {Fields} result
 * @property {string | undefined} stream the direction of the stream that the call opens
 */

/** @typedef {readonly (readonly [name: string, codec: string])[]} Fields in the order of the wire */

const folder = new URL('../src/protocol/rows/', import.meta.url);
const CALLS = new Set(['call', 'highCall']);

/** @returns {Map<string, Row>} the rows that a client can call, by name */
export function readRows() {
  const rows = new Map();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (!ts.isPropertyAssignment(node) || !isCall(node.initializer)) {
        ts.forEachChild(node, visit);
        return;
      }
      const [, args, result, options] = node.initializer.arguments;
      rows.set(node.name.getText(), {
        args: fieldsOf(args),
        result: fieldsOf(result),
        stream: options?.getText().match(/stream: '(\w+)'/)?.[1],
      });
    };
    visit(source);
  }
  return rows;
}

/**
 * @param {ts.Expression} node
 * @returns {node is ts.CallExpression}
 */
function isCall(node) {
  return ts.isCallExpression(node) && CALLS.has(node.expression.getText());
}

/**
 * @param {ts.Expression | undefined} node
 * @returns {Fields}
 */
function fieldsOf(node) {
  if (!node || !ts.isCallExpression(node) || node.expression.getText() !== 'struct') return [];
  const [fields] = node.arguments;
  if (!fields || !ts.isObjectLiteralExpression(fields)) return [];
  return fields.properties.map((property) => {
    const name = property.name?.getText() ?? '';
    const codec = ts.isPropertyAssignment(property) ? property.initializer.getText() : name;
    return [name, codec.replaceAll(/\s+/g, ' ')];
  });
}
