import type { Document, Element, Node } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { fc } from '../../test/support/random.js';
import { replaceDisk } from './disks.js';
import { describeChanges } from './domain-changes.js';
import { summarizeDomain } from './domain-summary.js';
import { withHostName } from './edit.js';
import { parseXml } from './read.js';
import { withName } from './with-name.js';
import { serializeXml } from './write.js';

/** Convert XML to one form: the kind of quotes, and CDATA or references, make no difference. */
function strict(node: Node): unknown {
  if (isElement(node)) {
    const attributes = [...node.attributes]
      .map(({ namespaceURI, name, value }) => [namespaceURI, name, value].join('|'))
      .toSorted();
    return [node.namespaceURI, node.nodeName, attributes, texts([...node.childNodes].map(strict))];
  }
  if (isDocument(node)) return [...node.childNodes].map(strict);
  return isText(node) ? (node.nodeValue ?? '') : [node.nodeName, node.nodeValue];
}

/** Join adjacent texts. */
function texts(children: readonly unknown[]): unknown[] {
  return children.reduce<unknown[]>((all, child) => {
    const last = all.at(-1);
    if (typeof child !== 'string' || typeof last !== 'string') return [...all, child];
    return [...all.slice(0, -1), last + child];
  }, []);
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;
const isDocument = (node: Node): node is Document => node.nodeType === node.DOCUMENT_NODE;
const isText = (node: Node) =>
  node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE;

const canonicalXml = (xml: string): string => JSON.stringify(strict(parseXml(xml)));

/** A name of elements and attributes. */
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);

const PLAIN = ['a', 'Z', '0', ' ', '&amp;', '&lt;', '&gt;', '&quot;', "'", 'é', '😀', ']]&gt;'];
const ODD = ['&#13;', '&#10;', '&#9;', '&#x7f;', '&#13;&#10;', '\u{85}', '\u{2028}', '\u{a0}'];

/** The content of a text or an attribute, as libvirt writes it. */
const written = fc
  .array(fc.constantFrom(...PLAIN, ...ODD), { maxLength: 8 })
  .map((parts) => parts.join(''));

const attributes = fc
  .uniqueArray(fc.tuple(name, written), { selector: ([key]) => key, maxLength: 3 })
  .map((pairs) =>
    pairs.map(([key, value]) => ` ${key}='${value.replaceAll("'", '&apos;')}'`).join(''),
  );

const { fragment } = fc.letrec<{ fragment: string; content: string }>((tie) => ({
  fragment: fc
    .tuple(name, attributes, tie('content'), fc.constantFrom('', 'x:', 'y:'))
    .map(
      ([tag, given, content, prefix]) =>
        `<${prefix}${tag} xmlns:x='urn:x' xmlns:y='urn:y'${given}>${content}</${prefix}${tag}>`,
    ),
  content: fc
    .array(
      fc.oneof(
        { maxDepth: 3 },
        written,
        fc.constant('<![CDATA[ <raw> & ]]>'),
        fc.constant('<!-- a comment -->'),
        fc.constant('<?program does="this"?>'),
        tie('fragment'),
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join('')),
}));

const fragments = fc.array(fragment, { maxLength: 3 }).map((all) => all.join('\n  '));

/** A domain with settings of an operator everywhere. */
const domain = fc
  .tuple(fragments, fragments, fragments, fragments, fc.constantFrom('picostack:', '', 'p:'))
  .map(([top, metadata, device, mark, prefix]) => {
    const colon = prefix === '' ? '' : `:${prefix.slice(0, -1)}`;
    return `<?xml version='1.0'?>
<!-- edited by hand -->
<domain type='qemu'>
  <name>web-1</name>
  <uuid>u-1</uuid>
  ${top}
  <metadata>
    ${metadata}
    <${prefix}instance xmlns${colon}='urn:picostack:instance:1' id='u-1'>
      <${prefix}disk volume='old.qcow2' mine='kept'/><${prefix}image id='old-id' name='old-name'/>${mark}
    </${prefix}instance>
  </metadata>
  <sysinfo type='smbios'><system><entry name='serial'>ds=nocloud;h=web-1;s=x</entry></system></sysinfo>
  <devices>
    <disk type='file'><driver name='qemu'/><source file='/pool/old.qcow2' startupPolicy='optional'/><target dev='vda'/>${device}</disk>
  </devices>
</domain>`;
  });

const RUNS = { numRuns: 150 };

describe('an edit changes nothing else', () => {
  it('than the disk and its metadata', () => {
    fc.assert(
      fc.property(domain, (xml) => {
        const edited = replaceDisk(xml, {
          from: '/pool/old.qcow2',
          to: '/pool/new.qcow2',
          volume: 'new.qcow2',
          image: { id: 'new-id', name: 'new-name' },
        });
        const expected = xml
          .replace('/pool/old.qcow2', '/pool/new.qcow2')
          .replace("'old.qcow2'", "'new.qcow2'")
          .replace("'old-id'", "'new-id'")
          .replace("'old-name'", "'new-name'");
        expect(canonicalXml(edited ?? '')).toBe(canonicalXml(expected));
      }),
      RUNS,
    );
  });

  it('than the name and the host name of the guest', () => {
    fc.assert(
      fc.property(domain, (xml) => {
        expect(canonicalXml(withName(xml, 'shop'))).toBe(
          canonicalXml(xml.replace('<name>web-1<', '<name>shop<')),
        );
        expect(canonicalXml(withHostName(xml, 'web-1', 'shop') ?? '')).toBe(
          canonicalXml(xml.replace(';h=web-1;', ';h=shop;')),
        );
      }),
      RUNS,
    );
  });

  it('that would be reported as a change', () => {
    fc.assert(
      fc.property(domain, (xml) => {
        const again = serializeXml(parseXml(xml));
        expect(describeChanges(summarizeDomain(xml), summarizeDomain(again))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('even in texts with line ends of XML 1.1', () => {
    const xml = '<a b="1\u{85}\u{2028}">\u{85}x\u{2028}y&#13;z\u{2029}</a>';
    expect(serializeXml(parseXml(xml))).toBe(xml);
    expect(serializeXml(parseXml('<a>one\r\ntwo\rthree</a>'))).toBe('<a>one\ntwo\nthree</a>');
  });
});

describe('each single change of an operator', () => {
  /** Devices, each with a value to change and the description of the change. */
  const DEVICES: readonly { xml: (value: string) => string; line: RegExp }[] = [
    {
      xml: (value) =>
        `<disk type='file'><driver cache='${value}'/><source file='/d/a'/><target dev='vda'/></disk>`,
      line: /^disk vda changed$/,
    },
    {
      xml: (value) => `<disk type='file'><source file='/d/${value}'/><target dev='vdb'/></disk>`,
      line: /^disk vdb: \/d\/\w+ -> \/d\/\w+$/,
    },
    {
      xml: (value) =>
        `<interface type='network'><mac address='52:54:00:00:00:01'/><source network='${value}'/></interface>`,
      line: /^network card 52:54:00:00:00:01: \w+ -> \w+$/,
    },
    {
      xml: (value) =>
        `<hostdev type='pci'><source><address domain='0x0000' bus='0x01' slot='0x${value}' function='0x0'/></source><address type='pci' slot='0x02'/></hostdev>`,
      line: /^hostdev pci: 0000:01:\w+\.0 -> 0000:01:\w+\.0$/,
    },
    {
      xml: (value) => `<watchdog model='i6300esb' action='${value}'/>`,
      line: /^watchdog i6300esb changed$/,
    },
    { xml: (value) => `<graphics type='${value}'/>`, line: /^graphics \w+ -> \w+$/ },
    { xml: (value) => `<memballoon model='${value}'/>`, line: /^memballoon \w+ -> \w+$/ },
    {
      xml: (value) =>
        `<filesystem type='mount'><source dir='/${value}'/><target dir='t'/></filesystem>`,
      line: /^filesystem t: \/\w+ -> \/\w+$/,
    },
    {
      xml: (value) => `<tpm model='tpm-crb'><backend type='${value}'/></tpm>`,
      line: /^tpm tpm-crb changed$/,
    },
    {
      xml: (value) => `<serial type='pty'><alias name='ua-${value}'/></serial>`,
      line: /^serial pty changed$/,
    },
  ];
  const VALUES = ['aa', 'bb', 'cc'];

  it('is reported in one line', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(DEVICES.length - 1), { minLength: 1 }),
        fc.nat(1000),
        fc.shuffledSubarray(VALUES, { minLength: 2 }),
        (chosen, pick, [before = '', after = '']) => {
          const changed = chosen[pick % chosen.length];
          const domainWith = (value: string) =>
            `<domain><name>n</name><devices>${chosen
              .map((index) => DEVICES[index]?.xml(index === changed ? value : 'same'))
              .join('')}</devices></domain>`;
          const lines = describeChanges(
            summarizeDomain(domainWith(before)),
            summarizeDomain(domainWith(after)),
          );
          expect(lines).toEqual([expect.stringMatching(DEVICES[changed ?? 0]?.line ?? /^$/)]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
