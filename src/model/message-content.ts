import { linksInText } from '#shared/links-in-text.ts'
import type { BareJid } from '#shared/jid.ts'
import type { Enclosure, PostLink } from './post.ts'

/** A page that a text names, as its sender describes it. */
export interface LinkPreview extends PostLink {
  picture?: { url: string; alt: string; width: number | null; height: number | null }
}

/** Somebody whom a text names. By its words and not by its place, which changes with every word before it. */
export interface Mention {
  /** As it stands in the text. */
  text: string
  jid: BareJid
}

/** What a message says. Other words for it take the place of all of this (XEP-0308 §3). */
export interface MessageContent {
  /** The newest words; empty where they were taken back. */
  body: string
  /** What it shares; missing for most. Those of mine that wait to be sent are named as those of posts are. */
  files?: Enclosure[]
  /** Pages that its words name, each once. */
  links?: LinkPreview[]
  /** It is not to be seen before somebody wants it: what it is about, '' where that is not told. */
  spoiler?: string
  /** People whom its words name. */
  mentions?: Mention[]
}

/** What goes with the words of a message besides files, which have rows of their own while they are chosen. */
export type Said = Omit<MessageContent, 'body' | 'files'>

/** Only that, of something that has more. */
export function contentOf({ body, files, links, spoiler, mentions }: MessageContent): MessageContent {
  return {
    body,
    ...(files && { files }),
    ...(links && { links }),
    ...(spoiler !== undefined && { spoiler }),
    ...(mentions && { mentions }),
  }
}

/** The rest of it. */
export function withoutContent<Whole extends MessageContent>(whole: Whole): Omit<Whole, keyof MessageContent> {
  const { body: _body, files: _files, links: _links, spoiler: _spoiler, mentions: _mentions, ...rest } = whole
  return rest
}

/** What is told of pages and people that its words do not name (any more) does not go with them. */
export function withNamed({ links = [], mentions = [], ...said }: MessageContent): MessageContent {
  const named = links.length > 0 ? new Set(linksInText(said.body)) : undefined
  const pages = links.filter(({ url }) => named?.has(url))
  const people = mentions.filter(({ text }) => said.body.includes(text))
  return { ...said, ...(pages.length > 0 && { links: pages }), ...(people.length > 0 && { mentions: people }) }
}
