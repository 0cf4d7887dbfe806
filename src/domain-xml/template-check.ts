import type { Document } from '@xmldom/xmldom';
import {
  type ContentProblem,
  checkDomain,
  checkMetadata,
  checkPool,
  checkVolume,
} from './template-contents.js';
import { checkFields, shapeOf } from './template-fields.js';
import {
  TEMPLATE_PATHS,
  type TemplateFile,
  type TemplateFiles,
  type TemplateName,
} from './template-files.js';
import { TEMPLATE_SAMPLES } from './template-samples.js';
import { type Program, type TemplateProblem, parseTemplate } from './template-syntax.js';
import { addTrace, readTrace } from './template-trace.js';
import { PARTIALS, compileTemplate } from './compile-template.js';
import { parseStrictly } from './well-formed.js';

/** A problem in a template file. */
interface FileProblem extends TemplateProblem {
  readonly file: TemplateFile;
}

type RenderedName = keyof typeof TEMPLATE_SAMPLES;

/** The order in which the files are checked; a traced position contains the index of its file. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys loses the keys of a constant
const NAMES = Object.keys(TEMPLATE_PATHS) as TemplateName[];

/**
 * Check all templates before they are used: their Handlebars syntax, the fields that they use, the XML that they render from
 * samples that reach all branches, and the parts of that XML that picostack relies on.
 * @returns a line for each problem: `FILE:LINE:COLUMN: message`
 */
export function checkTemplates(files: TemplateFiles): string[] {
  const problems = NAMES.flatMap((name) => checkSource(name, files[name]));
  const broken = new Set(problems.map(({ file }) => file));
  const judge = <View extends object>(
    name: RenderedName,
    samples: readonly View[],
    check: (document: Document, view: View) => ContentProblem[],
  ): void => {
    const parts = [name, ...Object.values<TemplateName>(PARTIALS[name])];
    if (parts.some((part) => broken.has(files[part]))) return;
    problems.push(...checkRendered(name, files, samples, check));
  };
  judge('domain', TEMPLATE_SAMPLES.domain, checkDomain);
  judge('metadata', TEMPLATE_SAMPLES.metadata, checkMetadata);
  judge('volume', TEMPLATE_SAMPLES.volume, checkVolume);
  judge('pool', TEMPLATE_SAMPLES.pool, checkPool);
  const lines = problems.map(
    ({ file, line, column, message }) => `${file.path}:${line}:${column}: ${message}`,
  );
  // Two templates with the same partial have the same problem.
  return [...new Set(lines)];
}

function checkSource(name: TemplateName, file: TemplateFile): FileProblem[] {
  const program = parseTemplate(file.source);
  if ('message' in program) return [{ ...program, file }];
  const rendered = name === 'metadataContent' ? 'metadata' : name;
  const shape = shapeOf(TEMPLATE_SAMPLES[rendered]);
  const partials = Object.keys(name === 'metadataContent' ? {} : PARTIALS[name]);
  return checkFields(program, shape, partials).map((problem) => ({ ...problem, file }));
}

function checkRendered<View extends object>(
  name: RenderedName,
  files: TemplateFiles,
  samples: readonly View[],
  check: (document: Document, view: View) => ContentProblem[],
): FileProblem[] {
  const render = compileTemplate(name, (each) => traced(files, each));
  for (const view of samples) {
    const { text, locate } = readTrace(render(view), NAMES.indexOf(name));
    const inFile = ({ line, column, message }: TemplateProblem): FileProblem => {
      const place = locate({ line, column });
      return { ...place, message, file: files[NAMES[place.file] ?? name] };
    };
    const document = parseStrictly(text);
    if ('message' in document) {
      return [inFile({ ...document, message: `renders ill-formed XML: ${document.message}` })];
    }
    const problems = check(document, view);
    if (problems.length > 0) {
      return problems.map(({ at, message }) =>
        inFile({ line: at.lineNumber ?? 1, column: at.columnNumber ?? 1, message }),
      );
    }
  }
  return [];
}

function traced(files: TemplateFiles, name: TemplateName): Program {
  const program = parseTemplate(files[name].source);
  if ('message' in program)
    throw new Error(`${files[name].path} must not be rendered: it is invalid.`);
  return addTrace(program, NAMES.indexOf(name));
}
