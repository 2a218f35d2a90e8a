import { createElement, type ReactNode } from 'react'
import { MAX_RICH_DEPTH, RICH_TAGS, type RichElement, type RichNode } from '#shared/rich-text.ts'
import type { MediaOrigin } from '../media-origin.ts'
import { RemotePicture } from '../media-picture.tsx'
import { MediaPlayer } from '../media-player.tsx'
import { headingLevels } from './heading-levels.ts'
import { LinkedWords } from './linked-words.tsx'
import { safeAttrs } from './rich-attrs.ts'
import styles from './rich-text.module.css'
import { SafeLink } from './safe-link.tsx'
import { ScrollBox } from './scroll-box.tsx'

const TAGS: ReadonlySet<string> = new Set(RICH_TAGS)
const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tr'])

interface Surroundings {
  origin: MediaOrigin
  headings: ReadonlyMap<RichElement, number>
  inLink: boolean
  inTable: boolean
  inCode: boolean
  depth: number
}

/**
 * Foreign markup as React elements. The allow-list was applied when it was read and is applied again here, since this is what stands
 * in front of the page; nothing is ever handed to a parser.
 */
export function RichText({ nodes, origin }: { nodes: readonly RichNode[]; origin: MediaOrigin }) {
  return (
    <div className={styles.rich} dir="auto">
      {draw(nodes, { origin, headings: headingLevels(nodes), inLink: false, inTable: false, inCode: false, depth: 0 })}
    </div>
  )
}

function draw(nodes: readonly RichNode[], around: Surroundings): ReactNode {
  if (around.depth > MAX_RICH_DEPTH) return null
  return nodes.map((node, index) => {
    if (typeof node === 'string') return around.inTable && node.trim() === '' ? null : drawWords(node, index, around)
    return TAGS.has(node.tag) ? drawElement(node, index, around) : null
  })
}

/** #tags and bare addresses lead on in marked text as they do in plain. */
function drawWords(words: string, key: number, { inLink, inCode }: Surroundings): ReactNode {
  return inLink || inCode || !/[#＃:.@]/.test(words) ? words : <LinkedWords key={key} text={words} />
}

function drawElement(element: RichElement, key: number, around: Surroundings): ReactNode {
  const { tag, attrs } = element
  const children = (changes: Partial<Surroundings> = {}) =>
    draw(element.children, { ...around, inTable: TABLE_PARTS.has(tag), depth: around.depth + 1, ...changes })
  switch (tag) {
    case 'br':
    case 'hr':
      return createElement(tag, { key })
    case 'pre':
      return (
        <ScrollBox key={key} kind="code" attrs={safeAttrs(element)}>
          {children({ inCode: true })}
        </ScrollBox>
      )
    case 'code':
      return createElement(tag, { key, ...safeAttrs(element) }, children({ inCode: true }))
    case 'img':
      return (
        <RemotePicture
          key={key}
          url={attrs.src}
          alt={attrs.alt ?? attrs.title ?? ''}
          origin={around.origin}
          bare={around.inLink}
          {...sizeOf(element)}
        />
      )
    case 'video':
    case 'audio':
      return drawMedia(element, tag, key, around)
    case 'source':
      return null
    case 'a':
      return drawLink(element, key, around)
    case 'table':
      return (
        <ScrollBox key={key} kind="table">
          <table {...safeAttrs(element)}>{children()}</table>
        </ScrollBox>
      )
    default:
      return createElement(headingTag(around.headings.get(element)) ?? tag, { key, ...safeAttrs(element) }, children())
  }
}

/** As its author gives it, in whole pixels; anything else says nothing about its shape. */
function sizeOf({ attrs }: RichElement): { width: number | null; height: number | null } {
  const pixels = (text = ''): number | null => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : null)
  return { width: pixels(attrs.width), height: pixels(attrs.height) }
}

function drawMedia(element: RichElement, kind: 'video' | 'audio', key: number, { origin, inLink }: Surroundings): ReactNode {
  const { src = sourceWithin(element), title = '', poster } = element.attrs
  const film = { url: src, name: title, poster, origin, inLink, ...sizeOf(element) }
  return <MediaPlayer key={key} kind={kind} {...film} />
}

function drawLink(element: RichElement, key: number, around: Surroundings): ReactNode {
  const words = draw(element.children, { ...around, depth: around.depth + 1, inLink: true })
  if (around.inLink) return <span key={key}>{words}</span>
  return (
    <SafeLink key={key} href={element.attrs.href} words={wordsOf(element)} title={element.attrs.title}>
      {words}
    </SafeLink>
  )
}

const headingTag = (level: number | undefined): string | undefined => (level === undefined ? undefined : `h${level}`)

function sourceWithin(element: RichElement): string | undefined {
  for (const child of element.children) if (typeof child !== 'string' && child.tag === 'source' && child.attrs.src) return child.attrs.src
  return undefined
}

function wordsOf(element: RichElement): string {
  return element.children.map(child => (typeof child === 'string' ? child : wordsOf(child))).join('')
}
