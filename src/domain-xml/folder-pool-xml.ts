import { XMLSerializer } from '@xmldom/xmldom';
import { descend, parseXml } from './read.js';

/** Render a temporary directory pool for an existing folder. It is not a template: users have no reason to change it. */
export function folderPoolXml(name: string, folder: string): string {
  const document = parseXml("<pool type='dir'><name/><target><path/></target></pool>");
  const [nameElement, path] = [descend(document, 'name'), descend(document, 'target', 'path')];
  if (nameElement) nameElement.textContent = name;
  if (path) path.textContent = folder;
  return new XMLSerializer().serializeToString(document);
}
