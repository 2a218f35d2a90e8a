import { useEffect } from 'react'
import { keepPicture } from '#commands/keep-picture.ts'
import type { PostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { isDrawn } from '#model/upload.ts'
import { unkeptOf } from '#storage/kept-pictures.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import { fetchPicture } from './fetch-picture.ts'
import { isTooLarge } from './media-limits.ts'
import { originOf } from './media-origin.ts'
import { safeMediaUrl } from './rich-text/safe-href.ts'
import { useMediaAllowed } from './use-media-allowed.ts'
import { useIsOnline } from './use-question.ts'

/** Of one post. */
const MOST = 20

/** Draws nothing: while it is there, the pictures of a saved post that may be fetched are kept on this device. */
export function KeepPictures({ post }: { post: Post }) {
  const db = useDb()
  const pictures = post.enclosures.filter(file => isDrawn(file) && !isTooLarge(file))
  const urls = pictures.flatMap(({ url }) => safeMediaUrl(url) ?? []).slice(0, MOST)
  const allowed = useMediaAllowed(urls, originOf(post))
  const online = useIsOnline()
  const wanted = urls.join('\n')
  useEffect(() => {
    if (allowed !== true || !online || wanted === '') return undefined
    const stop = new AbortController()
    void keepAll(db, post.key, wanted.split('\n'), stop.signal)
    return () => stop.abort()
  }, [db, post.key, wanted, allowed, online])
  return null
}

/** One after the other: nobody waits for them. */
async function keepAll(db: AccountDb, postKey: PostKey, urls: readonly string[], signal: AbortSignal): Promise<void> {
  for (const url of await unkeptOf(db, postKey, urls)) {
    const blob = signal.aborted ? undefined : await fetchPicture(url, signal)
    if (blob) await keepPicture(db, { postKey, url, blob })
  }
}
