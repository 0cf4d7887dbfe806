import Handlebars from 'handlebars';
import type { TemplateName } from './template-files.js';
import type { Program } from './template-syntax.js';

/** The templates that another template can include by name, `{{> name}}`. */
export const PARTIALS = {
  domain: { 'metadata-content': 'metadataContent' },
  metadata: { 'metadata-content': 'metadataContent' },
  volume: {},
  pool: {},
} as const satisfies Record<string, Readonly<Record<string, TemplateName>>>;

/** Compile a template and its partials to a function; each is a text or a parsed program. */
export function compileTemplate(
  name: keyof typeof PARTIALS,
  sourceOf: (name: TemplateName) => string | Program,
): (view: object) => string {
  // A separate instance. Its escaping (&amp; &lt; &quot; &#x27; ...) is correct for XML as well as for HTML.
  const handlebars = Handlebars.create();
  // Strict: a missing field of a view is an error, not an empty attribute. Partials are not indented, because that would
  // also indent the later lines of a value with several lines.
  const options = { strict: true, noEscape: false, preventIndent: true };
  for (const [partial, file] of Object.entries<TemplateName>(PARTIALS[name])) {
    handlebars.registerPartial(partial, handlebars.compile(sourceOf(file), options));
  }
  return handlebars.compile(sourceOf(name), options);
}
