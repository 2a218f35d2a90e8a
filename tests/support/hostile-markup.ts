/** Markup that was written to break readers, from public collections, and variations of it that nobody has written yet. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readElement } from '../../src/engine/session/xml-reader.ts'
import { legalText } from '../../src/protocol/xml.ts'
import { seeded } from '../faults/seeded.ts'
import { escapeXml } from './raw-client.ts'

const folder = path.join(import.meta.dirname, '../../../shared/corpora')

/** Whether the collections are beside this project: they are never copied into it. */
export const hasCorpora = existsSync(path.join(folder, 'xss-owasp.json'))

interface Case {
  id: string
  payload?: string
  xml?: string
}

function casesOf(file: string): Case[] {
  const { cases } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { cases: Case[] }
  return cases
}

export function hostilePayloads(): string[] {
  return ['xss-dompurify.json', 'xss-owasp.json']
    .flatMap(casesOf)
    .flatMap(({ payload }) => (payload === undefined ? [] : [legalText(payload)]))
}

/** Entries in the examples of the XEPs, each as it stands there. */
export function exampleEntries(): string[] {
  return casesOf('atom-xep-examples.json')
    .flatMap(({ xml = '' }) => xml.match(/<entry[\s>].*?<\/entry>/gs) ?? [])
    .filter(isWellFormed)
}

const TRICKS = [
  '<svg/onload=alert(1)>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '</textarea><script>alert(1)</script>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '\u202E',
  '&#x6A;avascript&colon;',
  '<template><iframe srcdoc="<script>alert(1)</script>">',
  '\'"><',
  '<base href=//evil.invalid/>',
  '<form action=//evil.invalid/><button>',
  '<!--',
  ']]>',
  '\uFFFD',
]

/** Variations: cut, doubled, swapped, nested, with tricks in between. The same seed gives the same ones. */
export function mutations(payloads: readonly string[], count: number, seed: number): string[] {
  const random = seeded(seed)
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(random() * from.length)] as Item
  const place = (text: string): number => Math.floor(random() * (text.length + 1))
  const ways: ((text: string) => string)[] = [
    text => text.slice(0, place(text)) + pick(TRICKS) + text.slice(place(text)),
    text => text.slice(0, place(text)) + pick(payloads) + text.slice(place(text)),
    text => text.slice(place(text)),
    text => text.slice(0, place(text)),
    text => text.replaceAll('<', () => (random() < 0.3 ? '<<' : '<')),
    text => text.replaceAll(/[a-z]/g, letter => (random() < 0.2 ? letter.toUpperCase() : letter)),
    text => text.replaceAll(/["']/g, quote => (random() < 0.5 ? '' : quote)),
    text => `<${pick(['div', 'b', 'table', 'svg', 'math', 'select', 'noscript', 'style', 'title'])}>${text}`,
    text => text.replace(/\s/, () => pick(['/', '\t', '\n', '\u00A0'])),
  ]
  return Array.from({ length: count }, () => {
    let text = pick(payloads)
    for (let step = 0; step <= Math.floor(random() * 3); step += 1) text = pick(ways)(text)
    return text.slice(0, 4000)
  })
}

/** As the server's parser has it, which knows namespaces. */
function isWellFormed(markup: string): boolean {
  const declared = new Set(['xml', ...[...markup.matchAll(/xmlns:([\w.-]+)\s*=/g)].map(([, prefix]) => prefix)])
  const used = [...markup.matchAll(/(?:<\/?|\s)([\w.-]+):[\w.-]+(?=[\s=>/])/g)].map(([, prefix]) => prefix)
  if (used.some(prefix => prefix !== 'xmlns' && !declared.has(prefix))) return false
  try {
    readElement(markup)
    return true
  } catch {
    // Whatever is wrong with it: a server would not pass it on.
    return false
  }
}

/** A post whose every part is the payload, in the construct it fits in: XHTML where it is well-formed, else HTML, else text. */
export function hostileEntry(raw: string, index: number): string {
  const payload = legalText(raw)
  const quoted = escapeXml(payload)
  const xhtml = `<div xmlns='http://www.w3.org/1999/xhtml'>${payload}</div>`
  const content =
    index % 3 === 0 && isWellFormed(xhtml)
      ? `<content type='xhtml'>${xhtml}</content>`
      : `<content type='${index % 7 === 0 ? 'text' : 'html'}'>${quoted}</content>`
  const short = escapeXml(legalText(payload.slice(0, 300)))
  return [
    `<entry xmlns='http://www.w3.org/2005/Atom'><title${index % 5 === 0 ? " type='html'" : ''}>number ${index} ${short}</title>`,
    `<author><name>${short}</name><uri>${short}</uri></author>`,
    index % 4 === 0 ? `<summary type='html'>${quoted}</summary><category term='nsfw'/>` : '',
    content,
    `<link rel='related' href='${short}' title='${short}' description='${short}'/>`,
    `<link rel='related' href='https://evil.invalid/${encodeURIComponent(short.slice(0, 40))}' title='${short}'/>`,
    `<link rel='enclosure' href='${short}' type='image/png' title='${short}'/>`,
    `<link rel='enclosure' href='https://evil.invalid/p${index}.png' type='${index % 2 === 0 ? 'image/svg+xml' : 'image/png'}' title='${short}'/>`,
    `<link rel='via' href='${short}'/>`,
    `<category term='${short}'/><updated>${short}</updated><published>${new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()}</published></entry>`,
  ].join('')
}
