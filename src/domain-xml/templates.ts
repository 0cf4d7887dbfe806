import { InvalidInputError } from '../common/errors.js';
import { PARTIALS, compileTemplate } from './compile-template.js';
import { checkTemplates } from './template-check.js';
import { type TemplateFiles, readTemplates } from './template-files.js';
import type { DomainView, MetadataView, PoolView, VolumeView } from './views.js';

type RenderedName = keyof typeof PARTIALS;
type Renderers = Readonly<Record<RenderedName, (view: object) => string>>;

/** picostack's own templates, until {@link useTemplates} is called. */
let renderers = compileAll(readTemplates());

/**
 * Use the overrides in a folder from now on. This is called once, before anything is rendered. With an override, all
 * templates are checked, because it can break one that includes it; without one that would only delay the start.
 * @returns the paths of the overrides
 * @throws InvalidInputError with all problems, their files, lines and columns
 */
export function useTemplates(overrideDir: string | undefined): string[] {
  const files = readTemplates(overrideDir);
  const overridden = Object.values(files).filter((file) => file.overridden);
  const problems = overridden.length === 0 ? [] : checkTemplates(files);
  if (problems.length > 0) {
    throw new InvalidInputError(
      `These templates are invalid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      [],
      'invalidTemplates',
    );
  }
  renderers = compileAll(files);
  return overridden.map(({ path }) => path);
}

/** Render the domain XML of a new instance. It is rendered once; existing domains are edited. */
export const renderDomain = (view: DomainView): string => render('domain', view);
/** Render picostack's element in a domain's `<metadata>` for virDomainSetMetadata, which puts it into its namespace. */
export const renderMetadata = (view: MetadataView): string => render('metadata', view);
/** Render the XML of a new volume. */
export const renderVolume = (view: VolumeView): string => render('volume', view);
/** Render the XML of a storage pool. */
export const renderPool = (view: PoolView): string => render('pool', view);

function render(name: RenderedName, view: object): string {
  refuseIllegalCharacters(view);
  // A parser converts a carriage return to a line feed unless it is a reference; only values contain any here.
  return renderers[name](view).replaceAll('\r', '&#13;');
}

function compileAll(files: TemplateFiles): Renderers {
  const compile = (name: RenderedName) =>
    compileTemplate(name, (each) => files[each].source.replaceAll('\r\n', '\n'));
  return {
    domain: compile('domain'),
    metadata: compile('metadata'),
    volume: compile('volume'),
    pool: compile('pool'),
  };
}

/**
 * XML 1.0 has no way to write control characters, lone surrogates, U+FFFE and U+FFFF (https://www.w3.org/TR/xml/#charsets).
 * @throws InvalidInputError
 */
function refuseIllegalCharacters(value: unknown): void {
  if (typeof value === 'string') {
    // oxlint-disable-next-line no-control-regex -- XML cannot contain control characters
    const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
    if (illegal.test(value) || !value.isWellFormed()) {
      throw new InvalidInputError(
        `${JSON.stringify(value)} has characters that XML cannot contain.`,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(refuseIllegalCharacters);
  }
}
