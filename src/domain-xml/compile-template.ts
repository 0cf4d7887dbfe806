import Handlebars from 'handlebars';
import type { TemplateName } from './template-files.js';
import type { Program } from './template-syntax.js';

/** The templates that can be included in another by name, `{{> name}}`. */
export const PARTIALS = {
  domain: { 'metadata-content': 'metadataContent' },
  metadata: { 'metadata-content': 'metadataContent' },
  volume: {},
  pool: {},
} as const satisfies Record<string, Readonly<Record<string, TemplateName>>>;

/** Makes a function of a template and its partials, each as text or as it was parsed. */
export function compileTemplate(
  name: keyof typeof PARTIALS,
  sourceOf: (name: TemplateName) => string | Program,
): (view: object) => string {
  // An instance of our own. Its escaping (&amp; &lt; &quot; &#x27; ...) is as right for XML as for HTML.
  const handlebars = Handlebars.create();
  // Strict: a field that a view lacks is an error, not an empty attribute. A partial is not indented: that would indent
  // the later lines of a text of several lines, too.
  const options = { strict: true, noEscape: false, preventIndent: true };
  for (const [partial, file] of Object.entries<TemplateName>(PARTIALS[name])) {
    handlebars.registerPartial(partial, handlebars.compile(sourceOf(file), options));
  }
  return handlebars.compile(sourceOf(name), options);
}
