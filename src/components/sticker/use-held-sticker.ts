import { useMemo } from 'react'
import type { PackSticker } from '#model/sticker-pack.ts'
import { heldSticker } from '#storage/sticker-packs.ts'
import { useDb } from '../account-context.tsx'
import { useBlobUrl } from '../use-blob-url.ts'
import { useLiveQuery } from '../use-live-query.ts'

/** An address for a sticker that is on this device; null where it is not, undefined until that is known. */
export function useHeldSticker(sticker: Pick<PackSticker, 'sha256' | 'url'> | undefined): string | null | undefined {
  const db = useDb()
  const { url = '', sha256 = '' } = sticker ?? {}
  const held = useLiveQuery(
    async () => (url === '' ? null : ((await heldSticker(db, { url, ...(sha256 !== '' && { sha256 }) })) ?? null)),
    [db, url, sha256],
  )
  const blob = useMemo(() => held ?? null, [held])
  const address = useBlobUrl(blob, `${sha256} ${url} ${blob !== null}`)
  return held ? address : held
}
