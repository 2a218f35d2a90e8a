import type { Enclosure, PostLink } from './post.ts'

/** A page that a text names, as its sender describes it. */
export interface LinkPreview extends PostLink {
  picture?: { url: string; alt: string; width: number | null; height: number | null }
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
}

/** What goes with the words of a message besides files, which have rows of their own while they are chosen. */
export type Said = Omit<MessageContent, 'body' | 'files'>

/** Only that, of something that has more. */
export function contentOf({ body, files, links, spoiler }: MessageContent): MessageContent {
  return { body, ...(files && { files }), ...(links && { links }), ...(spoiler !== undefined && { spoiler }) }
}

/** The rest of it. */
export function withoutContent<Whole extends MessageContent>(whole: Whole): Omit<Whole, keyof MessageContent> {
  const { body: _body, files: _files, links: _links, spoiler: _spoiler, ...rest } = whole
  return rest
}
