/**
 * A strict XML reader for one frame. The usual parser of XMPP libraries swallows later frames after a bad one and accepts what others
 * refuse (duplicate attributes, undeclared prefixes, control characters), which is how stanzas are smuggled. This one reads exactly one
 * well-formed element (XML 1.0, Namespaces in XML 1.0) without DTD, comments and processing instructions (RFC 6120 §11.1) or throws.
 */
import { Element } from '@xmpp/xml'
import { checkPrefixes, isName } from './xml-names.ts'
import { XmlFault } from './xml-fault.ts'

const NS_XHTML = 'http://www.w3.org/1999/xhtml'
/**
 * What lies deeper is left out. It is no reason to end the stream: servers let it through, so anybody could end anybody's, again with
 * every reading of the archive.
 */
const MAX_DEPTH = 64
/** Formatted text nests deeper than any stanza does. */
const MAX_XHTML_DEPTH = 256

const ILLEGAL_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const QUALIFIED = 1
const XHTML = 2

const CODE = { tab: 9, lf: 10, cr: 13, space: 32, bang: 33, slash: 47, equals: 61, gt: 62, question: 63 } as const

function isSpace(code: number): boolean {
  return code === CODE.space || code === CODE.lf || code === CODE.tab || code === CODE.cr
}

function malformed(reason: string): never {
  throw new XmlFault('not-well-formed', reason)
}

function restricted(reason: string): never {
  throw new XmlFault('restricted-xml', reason)
}

/** The five entities and character references to legal characters; anything else is refused (XML 1.0 §4.1). */
function resolveReferences(text: string): string {
  let resolved = ''
  let done = 0
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', done)) {
    const end = text.indexOf(';', at)
    if (end < 0 || end - at > 12) malformed('reference without end')
    resolved += text.slice(done, at) + resolveReference(text.slice(at + 1, end))
    done = end + 1
  }
  return done === 0 ? text : resolved + text.slice(done)
}

function resolveReference(name: string): string {
  if (name.charCodeAt(0) !== 35)
    return ENTITIES[name] !== undefined && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : malformed('unknown entity')
  const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name)
  if (!match) malformed('broken character reference')
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  const isScalar = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  if (!isScalar || code === 0 || ILLEGAL_CHARACTER.test(String.fromCodePoint(code))) malformed('reference to an illegal character')
  return String.fromCodePoint(code)
}

/**
 * Reads one element.
 * @throws XmlFault
 */
export function readElement(frame: string): Element {
  return readerOf(frame).read()
}

/**
 * Reads the start tag of the frame's element and nothing of what is in it.
 * @throws XmlFault
 */
export function readRoot(frame: string): Element {
  return readerOf(frame).readRoot()
}

function readerOf(frame: string): FrameReader {
  if (ILLEGAL_CHARACTER.test(frame) || !frame.isWellFormed()) malformed('illegal character')
  // RFC 7395 §3.3.3: the first character is `<`.
  if (frame.charCodeAt(0) !== 60) malformed('frame does not start with an element')
  return new FrameReader(frame)
}

class FrameReader {
  readonly #frame: string
  /** Looked up once for the frame, since most frames have none of these. */
  readonly #hasReturns: boolean
  readonly #hasBreaks: boolean
  readonly #hasSectionEnds: boolean
  #at = 0
  #depth = 0
  /** Depth at which XHTML was first declared, 0 while it was not. */
  #xhtmlFrom = 0
  #root: Element | undefined
  #open: Element | undefined

  constructor(frame: string) {
    this.#frame = frame
    this.#hasReturns = frame.includes('\r')
    this.#hasBreaks = /[\t\n\r]/.test(frame)
    this.#hasSectionEnds = frame.includes(']]>')
  }

  read(): Element {
    const frame = this.#frame
    do {
      const next = frame.charCodeAt(this.#at + 1)
      if (next === CODE.slash) this.#readEndTag()
      else if (next === CODE.bang) this.#readCdata()
      else if (next === CODE.question) restricted('processing instruction')
      else this.#readStartTag()
      if (this.#open) this.#readText(this.#open)
    } while (this.#open)
    for (; this.#at < frame.length; this.#at += 1) if (!isSpace(frame.charCodeAt(this.#at))) malformed('more than one element in a frame')
    return this.#root ?? malformed('no element')
  }

  readRoot(): Element {
    this.#readStartTag()
    return this.#root ?? malformed('no element')
  }

  #readText(parent: Element): void {
    const end = this.#frame.indexOf('<', this.#at)
    if (end < 0) malformed('element is not closed')
    if (end === this.#at) return
    const raw = this.#frame.slice(this.#at, end)
    if (this.#hasSectionEnds && raw.includes(']]>')) malformed(']]> in text')
    parent.children.push(resolveReferences(this.#normaliseLines(raw)))
    this.#at = end
  }

  /** XML 1.0 §2.11. */
  #normaliseLines(text: string): string {
    return this.#hasReturns ? text.replace(/\r\n?/g, '\n') : text
  }

  #readCdata(): void {
    const start = this.#at + 9
    if (!this.#frame.startsWith('<![CDATA[', this.#at)) restricted('comment or document type')
    const end = this.#frame.indexOf(']]>', start)
    if (!this.#open || end < 0) malformed('stray CDATA')
    if (end > start) this.#open.children.push(this.#normaliseLines(this.#frame.slice(start, end)))
    this.#at = end + 3
  }

  #readEndTag(): void {
    const open = this.#open
    const start = this.#at + 2
    if (!open || !this.#frame.startsWith(open.name, start)) malformed('end tag without its start')
    this.#at = start + open.name.length
    this.#skipSpace()
    if (this.#frame.charCodeAt(this.#at) !== CODE.gt) malformed('broken end tag')
    this.#at += 1
    this.#close(open)
  }

  #close(element: Element): void {
    if (this.#depth === this.#xhtmlFrom) this.#xhtmlFrom = 0
    this.#depth -= 1
    this.#open = element.parent ?? undefined
  }

  #readStartTag(): void {
    this.#at += 1
    const name = this.#readName()
    const element = new Element(name)
    const notable = this.#readAttributes(element.attrs)
    const isKept = this.#descend((notable & XHTML) !== 0)
    if (this.#open) {
      element.parent = this.#open
      if (isKept) this.#open.children.push(element)
    } else this.#root = element
    this.#open = element
    if (isKept && ((notable & QUALIFIED) !== 0 || name.includes(':'))) checkPrefixes(element)
    const isEmpty = this.#frame.charCodeAt(this.#at) === CODE.slash
    if (isEmpty) this.#at += 1
    if (this.#frame.charCodeAt(this.#at) !== CODE.gt) malformed('broken start tag')
    this.#at += 1
    if (isEmpty) this.#close(element)
  }

  /** @returns whether this is still a depth that anything is read at */
  #descend(declaresXhtml: boolean): boolean {
    this.#depth += 1
    if (declaresXhtml && this.#xhtmlFrom === 0) this.#xhtmlFrom = this.#depth
    return this.#depth <= (this.#xhtmlFrom === 0 ? MAX_DEPTH : MAX_XHTML_DEPTH)
  }

  /** Reads up to the `>` or `/` that ends the tag. @returns what is notable of the attributes, as flags */
  #readAttributes(attrs: Record<string, string>): number {
    let notable = 0
    for (;;) {
      const spaced = this.#skipSpace()
      const code = this.#frame.charCodeAt(this.#at)
      if (code === CODE.gt || code === CODE.slash) return notable
      if (!spaced) malformed('attributes without space between')
      const name = this.#readName()
      if (Object.hasOwn(attrs, name)) malformed('duplicate attribute')
      const value = this.#readValue()
      attrs[name] = value
      if (name.includes(':')) notable |= QUALIFIED
      if (value === NS_XHTML && name.startsWith('xmlns')) notable |= XHTML
    }
  }

  #readValue(): string {
    this.#skipSpace()
    if (this.#frame.charCodeAt(this.#at) !== CODE.equals) malformed('attribute without value')
    this.#at += 1
    this.#skipSpace()
    const quote = this.#frame[this.#at]
    if (quote !== '"' && quote !== "'") malformed('attribute value without quotes')
    const end = this.#frame.indexOf(quote, this.#at + 1)
    if (end < 0) malformed('attribute value without end')
    const raw = this.#frame.slice(this.#at + 1, end)
    if (raw.includes('<')) malformed('< in an attribute value')
    this.#at = end + 1
    // XML 1.0 §3.3.3: literal line breaks and tabs are spaces here.
    return resolveReferences(this.#hasBreaks ? raw.replace(/\r\n|[\t\n\r]/g, ' ') : raw)
  }

  #readName(): string {
    const frame = this.#frame
    const start = this.#at
    let end = start
    for (; end < frame.length; end += 1) {
      const code = frame.charCodeAt(end)
      if (code === CODE.gt || code === CODE.slash || code === CODE.equals || isSpace(code)) break
    }
    const name = frame.slice(start, end)
    if (!isName(name)) malformed('broken name')
    this.#at = end
    return name
  }

  #skipSpace(): boolean {
    const start = this.#at
    while (isSpace(this.#frame.charCodeAt(this.#at))) this.#at += 1
    return this.#at > start
  }
}
