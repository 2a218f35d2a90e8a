import type { KeyboardEvent } from 'react'

/** Page Down and Page Up go from post to post while the focus is in a feed (WAI-ARIA feed pattern). */
export function movePosts(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return
  const posts = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('article'))
  const next = posts[posts.findIndex(post => post.contains(document.activeElement)) + step]
  if (!next) return
  event.preventDefault()
  showPost(next)
}

/** The focus goes to a post, and its beginning comes to stand below the header. */
export function showPost(post: HTMLElement): void {
  post.focus({ preventScroll: true })
  post.scrollIntoView({ block: 'start' })
}
