import { parsePostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { buildXmppUri } from '#shared/xmpp-uri.ts'
import { addressOf, placeOfPost } from './places.ts'

/** The address of a post to give to others: its page on the web where it has one, else its place in this very app. */
export function linkOf(post: Pick<Post, 'key' | 'webUrl'>): string {
  return post.webUrl ?? addressOf(placeOfPost(post.key))
}

/** The address any XMPP client understands. */
export function xmppAddressOf({ key }: Pick<Post, 'key'>): string {
  const address = parsePostKey(key)
  return address ? buildXmppUri({ jid: address.service, node: address.node, item: address.itemId }) : ''
}

export type Shared = 'shared' | 'copied' | 'cancelled' | 'failed'

/** By the system's share sheet where there is one, else into the clipboard. */
export async function sharePost(post: Pick<Post, 'key' | 'webUrl' | 'title'>): Promise<Shared> {
  const data = { title: post.title, url: linkOf(post) }
  if (!('share' in navigator) || !navigator.canShare?.(data)) return copyText(data.url)
  try {
    await navigator.share(data)
    return 'shared'
  } catch (error) {
    // Closing the sheet is reported as AbortError: nothing went wrong.
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : copyText(data.url)
  }
}

export async function copyText(text: string): Promise<'copied' | 'failed'> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    // The browser may forbid it (no focus, no permission); the caller says so.
    return 'failed'
  }
}
