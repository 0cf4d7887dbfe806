import { InvalidInputError } from '../common/errors.js';
import { PARTIALS, compileTemplate } from './compile-template.js';
import { checkTemplates } from './template-check.js';
import { type TemplateFiles, readTemplates } from './template-files.js';
import type { DomainView, MetadataView, PoolView, VolumeView } from './views.js';

type RenderedName = keyof typeof PARTIALS;
type Renderers = Readonly<Record<RenderedName, (view: object) => string>>;

/** Those that come with picostack, until {@link useTemplates} says otherwise. */
let renderers = compileAll(readTemplates());

/**
 * Renders with the overrides in a folder from now on: called once, before anything is rendered.
 * Every template is tried first, overridden or not.
 * @returns the paths of the overrides
 * @throws InvalidInputError that names every problem with its file, line and column
 */
export function useTemplates(overrideDir: string | undefined): string[] {
  const files = readTemplates(overrideDir);
  const problems = checkTemplates(files);
  if (problems.length > 0) {
    throw new InvalidInputError(
      `These templates are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      [],
      'invalidTemplates',
    );
  }
  renderers = compileAll(files);
  return Object.values(files)
    .filter(({ overridden }) => overridden)
    .map(({ path }) => path);
}

/** The domain XML of a new instance. Rendered once: what stands is edited from then on. */
export const renderDomain = (view: DomainView): string => render('domain', view);
/** picostack's own element in a domain's `<metadata>`, as virDomainSetMetadata takes it: libvirt puts it into its namespace. */
export const renderMetadata = (view: MetadataView): string => render('metadata', view);
/** The XML of a new storage volume. */
export const renderVolume = (view: VolumeView): string => render('volume', view);
/** The XML of a storage pool. */
export const renderPool = (view: PoolView): string => render('pool', view);

function render(name: RenderedName, view: object): string {
  refuseIllegalCharacters(view);
  // A parser reads a carriage return as a line feed unless it is written as a reference; only values have any here.
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
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
    if (illegal.test(value) || !value.isWellFormed()) {
      throw new InvalidInputError(`${JSON.stringify(value)} has characters that XML cannot hold.`);
    }
  } else if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(refuseIllegalCharacters);
  }
}
