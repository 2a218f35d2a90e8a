/**
 * XEP-0511 Link Metadata 0.1.1: what the sender tells of a page that a message names, in RDF with the words of Open Graph. Read as well:
 * what older clients wrote, without a namespace on `about`, in Open Graph's first namespaces, or inside of `<rdf:RDF>`.
 */
import { safeMediaUrl } from '#shared/safe-url.ts'
import { type Element, attr, children, namespaceOf, parseCount, xml } from './xml.ts'

const NS_RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const NS_OG = 'https://ogp.me/ns#'
const NS_IMAGE = `${NS_OG}image:`
const FIRST = ['http://ogp.me/ns#', 'http://opengraphprotocol.org/schema/']

const MOST_LINKS = 5
const MOST_FACTS = 100
const LONGEST_URL = 2_048
const LONGEST_TITLE = 300
const LONGEST_DESCRIPTION = 600

export interface LinkMetadata {
  url: string
  title: string
  description: string
  picture?: { url: string; alt: string; width: number | null; height: number | null }
}

/** Of pages on the web, each once; what says nothing of its page is left out. Whether the message names them is not looked at. */
export function parseLinkMetadata(message: Element): LinkMetadata[] {
  const told = [...children(message, 'Description', NS_RDF), ...children(message, 'RDF', NS_RDF).flatMap(inner)]
  const found = new Map<string, LinkMetadata>()
  for (const description of told.slice(0, 4 * MOST_LINKS)) {
    const url = webAddress(aboutOf(description))
    if (url === undefined || found.has(url) || found.size === MOST_LINKS) continue
    const facts = factsOf(description)
    if (facts.title !== '' || facts.description !== '' || facts.picture) found.set(url, { url, ...facts })
  }
  return [...found.values()]
}

const inner = (rdf: Element): Element[] => children(rdf, 'Description', NS_RDF)

function aboutOf(description: Element): string | undefined {
  const names = Object.keys(description.attrs).filter(name => {
    const [prefix, local] = name.split(':')
    return name === 'about' || (local === 'about' && prefix !== undefined && description.findNS(prefix) === NS_RDF)
  })
  return names.map(name => attr(description, name)).find(Boolean)
}

function webAddress(text: string | undefined): string | undefined {
  const url = text !== undefined && text.length <= LONGEST_URL ? safeMediaUrl(text) : undefined
  return url !== undefined && url.length <= LONGEST_URL ? url : undefined
}

function factsOf(description: Element): Omit<LinkMetadata, 'url'> {
  const facts = new Map<string, string>()
  const pictures: string[] = []
  for (const element of description.getChildElements().slice(0, MOST_FACTS)) {
    const name = factOf(element)
    if (name === undefined) continue
    const text = element.getText()
    // There may be several, in forms that a browser does not load; the first of the web is taken.
    if (name === 'image') pictures.push(webAddress(text) ?? '')
    else if (!facts.has(name)) facts.set(name, text)
  }
  const url = pictures.find(Boolean)
  const sizeOf = (name: string): number | null => parseCount(facts.get(name)) || null
  return {
    title: line(facts.get('title') ?? facts.get('site_name'), LONGEST_TITLE),
    description: line(facts.get('description'), LONGEST_DESCRIPTION),
    ...(url !== undefined && {
      picture: { url, alt: line(facts.get('image:alt'), LONGEST_TITLE), width: sizeOf('image:width'), height: sizeOf('image:height') },
    }),
  }
}

/** Which word of Open Graph it is, as in `image:alt`. */
function factOf(element: Element): string | undefined {
  const namespace = namespaceOf(element)
  const vocabulary = [NS_OG, ...FIRST].find(each => namespace.startsWith(each))
  return vocabulary === undefined ? undefined : `${namespace.slice(vocabulary.length)}${element.getName()}`
}

function line(text: string | undefined, most: number): string {
  const clean = (text ?? '')
    .slice(0, 4 * most)
    .replace(/\s+/gu, ' ')
    .trim()
  return Array.from(clean).slice(0, most).join('')
}

export function buildLinkMetadata({ url, title, description, picture }: LinkMetadata): Element {
  const fact = (name: string, value: string | number | null | undefined): Element | null =>
    value === undefined || value === null || value === '' ? null : xml(name, {}, value)
  return xml(
    'rdf:Description',
    { 'xmlns:rdf': NS_RDF, 'xmlns:og': NS_OG, 'xmlns:ogi': picture && NS_IMAGE, 'rdf:about': url },
    fact('og:title', title),
    fact('og:description', description),
    fact('og:url', url),
    fact('og:image', picture?.url),
    fact('ogi:alt', picture?.alt),
    fact('ogi:width', picture?.width),
    fact('ogi:height', picture?.height),
  )
}
