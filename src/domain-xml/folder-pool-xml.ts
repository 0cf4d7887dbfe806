import { XMLSerializer } from '@xmldom/xmldom';
import { descend, parseXml } from './read.js';

/** A directory pool of a folder that stands, for a moment's look: no template, nobody has to do with it. */
export function folderPoolXml(name: string, folder: string): string {
  const document = parseXml("<pool type='dir'><name/><target><path/></target></pool>");
  const [nameElement, path] = [descend(document, 'name'), descend(document, 'target', 'path')];
  if (nameElement) nameElement.textContent = name;
  if (path) path.textContent = folder;
  return new XMLSerializer().serializeToString(document);
}
