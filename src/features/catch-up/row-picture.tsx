import { ImageIcon } from 'lucide-react'
import { useState } from 'react'
import type { CatchUpRow } from '#model/catch-up.ts'
import { isTooLarge, PATIENCE_MS, pixelsOfHuge } from '#components/media-limits.ts'
import { originOf } from '#components/media-origin.ts'
import { TimedPicture } from '#components/media-picture.tsx'
import { safeMediaUrl } from '#components/rich-text/safe-href.ts'
import { useMediaAllowed } from '#components/use-media-allowed.ts'
import styles from './row-picture.module.css'

interface RowPictureProps {
  row: CatchUpRow
  picture: NonNullable<CatchUpRow['picture']>
  near: boolean
}

/** A small picture at the end of a row, fetched only where it may be and when it is near. A sign stands in its room otherwise. */
export function RowPicture({ row, picture, near }: RowPictureProps) {
  const url = safeMediaUrl(picture.url)
  return (
    <span className={styles.box} aria-hidden>
      {near && url !== undefined && !isTooLarge(picture) && pixelsOfHuge(url) === undefined ? (
        <Allowed row={row} url={url} />
      ) : (
        <ImageIcon />
      )}
    </span>
  )
}

function Allowed({ row, url }: { row: CatchUpRow; url: string }) {
  const allowed = useMediaAllowed([url], originOf(row))
  const [failed, setFailed] = useState(false)
  if (allowed !== true || failed) return <ImageIcon />
  return <TimedPicture url={url} alt="" patience={PATIENCE_MS} onTrouble={() => setFailed(true)} />
}
