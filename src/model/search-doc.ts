import { foldedWords } from '#shared/fold.ts'
import type { BareJid } from '#shared/jid.ts'
import { parsePostKey, nodeKeyOf } from './keys.ts'
import type { Message } from './message.ts'
import { isHidden } from './place.ts'
import type { Comment, Enclosure, Post } from './post.ts'
import { HAS, type Has } from './search-query.ts'

export type SearchKind = 'post' | 'comment' | 'message'

/** What is kept of a post, comment or message beside its words: enough to decide whether it fits. */
export interface SearchFacts {
  key: string
  at: number
  author: string
  /** Folded. */
  authorName: string
  /** Key of the node that it is in, or address of the conversation. */
  place: string
  tags: readonly string[]
  has: readonly Has[]
}

export interface SearchDoc {
  facts: SearchFacts
  /** Folded words (shared/fold.ts). */
  words: string
}

/** Longer texts are found by their beginning. */
const MOST_CHARACTERS = 50_000
const LINK = /https?:\/\//iu

function wordsOf(...texts: readonly string[]): string {
  return foldedWords(texts.filter(Boolean).join(' ').slice(0, MOST_CHARACTERS))
}

/** Undefined for what is not to be found: deleted, about to be, or only to be published later. */
export function docOfPost(post: Post): SearchDoc | undefined {
  if (isHidden(post.sortAt) || post.state === 'retracted') return undefined
  const { title, text, warning, authorName, tags, enclosures, links } = post
  const files = enclosures.map(namesOf)
  return {
    facts: {
      key: post.key,
      at: post.publishedAt,
      author: post.author ?? '',
      authorName: foldedWords(authorName),
      place: post.nodeKey,
      tags: tags.map(tag => tag.toLowerCase()),
      has: HAS.filter(has => (has === 'link' ? links.length > 0 || LINK.test(text) : enclosures.some(file => isA(file, has)))),
    },
    words: wordsOf(title, text === title ? '' : text, warning ?? '', authorName, ...tags, ...files, ...links.map(link => link.title)),
  }
}

/** All that can be searched for in a message. */
export function wordsOfMessage({ body, files = [] }: Pick<Message, 'body' | 'files'>): string {
  return [body, ...files.map(namesOf)].filter(Boolean).join(' · ')
}

const namesOf = ({ title, alt }: Enclosure): string => [title, alt].filter(Boolean).join(' ')

function isA({ mediaType }: Enclosure, has: Has): boolean {
  const [kind] = mediaType.split('/')
  if (has === 'picture') return kind === 'image'
  if (has === 'video') return kind === 'video'
  return kind !== 'image' && kind !== 'video'
}

export function docOfComment(comment: Comment): SearchDoc | undefined {
  if (isHidden(comment.publishedAt) || comment.state === 'retracted') return undefined
  const post = parsePostKey(comment.postKey)
  return {
    facts: {
      key: comment.key,
      at: comment.publishedAt,
      author: comment.author ?? '',
      authorName: foldedWords(comment.authorName),
      place: post ? nodeKeyOf(post) : '',
      tags: [],
      has: LINK.test(comment.text) ? ['link'] : [],
    },
    words: wordsOf(comment.text),
  }
}

export function docOfMessage(message: Message): SearchDoc | undefined {
  if (message.retracted) return undefined
  return {
    facts: {
      key: message.key,
      at: message.sentAt,
      author: message.from,
      authorName: ' ',
      place: message.conversation satisfies BareJid,
      tags: [],
      has: HAS.filter(has => (has === 'link' ? LINK.test(message.body) : message.files?.some(file => isA(file, has)))),
    },
    words: wordsOf(wordsOfMessage(message)),
  }
}
