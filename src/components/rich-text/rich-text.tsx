import { createElement, type ReactNode } from 'react'
import { MAX_RICH_DEPTH, RICH_TAGS, type RichElement, type RichNode, type RichTag } from '#shared/rich-text.ts'
import type { MediaOrigin } from '../media-origin.ts'
import { RemotePicture } from '../media-picture.tsx'
import { MediaLink } from '../media-link.tsx'
import { safeAttrs } from './rich-attrs.ts'
import styles from './rich-text.module.css'
import { SafeLink } from './safe-link.tsx'

const TAGS: ReadonlySet<string> = new Set(RICH_TAGS)
/** Inside a post the headings of its text come below the post's own. */
const HEADINGS: Partial<Record<RichTag, string>> = { h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6' }
const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tr'])

interface Surroundings {
  origin: MediaOrigin
  inLink: boolean
  inTable: boolean
  depth: number
}

/**
 * Foreign markup as React elements. The allow-list was applied when it was read and is applied again here, since this is what stands
 * in front of the page; nothing is ever handed to a parser.
 */
export function RichText({ nodes, origin }: { nodes: readonly RichNode[]; origin: MediaOrigin }) {
  return (
    <div className={styles.rich} dir="auto">
      {draw(nodes, { origin, inLink: false, inTable: false, depth: 0 })}
    </div>
  )
}

function draw(nodes: readonly RichNode[], around: Surroundings): ReactNode {
  if (around.depth > MAX_RICH_DEPTH) return null
  return nodes.map((node, index) => {
    if (typeof node === 'string') return around.inTable && node.trim() === '' ? null : node
    return TAGS.has(node.tag) ? drawElement(node, index, around) : null
  })
}

function drawElement(element: RichElement, key: number, around: Surroundings): ReactNode {
  const { tag, attrs } = element
  const children = (changes: Partial<Surroundings> = {}) =>
    draw(element.children, { ...around, inTable: TABLE_PARTS.has(tag), depth: around.depth + 1, ...changes })
  switch (tag) {
    case 'br':
    case 'hr':
      return createElement(tag, { key })
    case 'img':
      return <RemotePicture key={key} url={attrs.src} alt={attrs.alt ?? attrs.title ?? ''} origin={around.origin} bare={around.inLink} />
    case 'video':
    case 'audio':
      return <MediaLink key={key} kind={tag} url={attrs.src ?? sourceWithin(element)} inLink={around.inLink} />
    case 'source':
      return null
    case 'a':
      return around.inLink ? (
        <span key={key}>{children()}</span>
      ) : (
        <SafeLink key={key} href={attrs.href} words={wordsOf(element)} title={attrs.title}>
          {children({ inLink: true })}
        </SafeLink>
      )
    case 'table':
      return (
        <div key={key} className={styles.table}>
          <table {...safeAttrs(element)}>{children()}</table>
        </div>
      )
    default:
      return createElement(HEADINGS[tag] ?? tag, { key, ...safeAttrs(element) }, children())
  }
}

function sourceWithin(element: RichElement): string | undefined {
  for (const child of element.children) if (typeof child !== 'string' && child.tag === 'source' && child.attrs.src) return child.attrs.src
  return undefined
}

function wordsOf(element: RichElement): string {
  return element.children.map(child => (typeof child === 'string' ? child : wordsOf(child))).join('')
}
