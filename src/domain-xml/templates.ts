import Handlebars from 'handlebars';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidInputError } from '../common/errors.js';
import type { DomainView, MetadataView, PoolView, VolumeView } from './views.js';

// An instance of our own. Its escaping (&amp; &lt; &quot; &#x27; ...) is as right for XML as for HTML.
const handlebars = Handlebars.create();
const templatesDir = findUpwards('templates');
type Template<View> = (view: View) => string;

const compile = <View extends object>(path: string): Template<View> => {
  const source = readFileSync(join(templatesDir, path), 'utf8');
  // Strict: a field that a view lacks is an error, not an empty attribute.
  const render = handlebars.compile<View>(source, { strict: true, noEscape: false });
  return (view) => {
    refuseIllegalCharacters(view);
    return render(view);
  };
};

handlebars.registerPartial(
  'metadata-content',
  readFileSync(join(templatesDir, 'domain/metadata-content.xml.hbs'), 'utf8'),
);

/** The domain XML of a new instance. Rendered once: what stands is edited from then on. */
export const renderDomain = compile<DomainView>('domain/instance.xml.hbs');
/** picostack's own element in a domain's `<metadata>`, as virDomainSetMetadata takes it: libvirt puts it into its namespace. */
export const renderMetadata = compile<MetadataView>('domain/metadata.xml.hbs');
/** The XML of a new storage volume. */
export const renderVolume = compile<VolumeView>('volume/volume.xml.hbs');
/** The XML of a storage pool. */
export const renderPool = compile<PoolView>('volume/pool.xml.hbs');

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

/** The nearest folder of this name above this file: the same one for the sources and for what is built from them. */
function findUpwards(name: string): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, name, 'domain'))) return join(dir, name);
  }
  throw new Error(`No folder "${name}" above ${fileURLToPath(import.meta.url)}`);
}
