import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import type { Message, Sticker } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { uploadIdOf } from '#model/upload.ts'
import { bobPicture } from '#storage/bob-pictures.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { isTooLarge } from '../media-limits.ts'
import type { MediaOrigin } from '../media-origin.ts'
import { LoadedPicture, PictureRoom, TimedPicture } from '../media-picture.tsx'
import { MediaPlaceholder } from '../media-placeholder.tsx'
import { MORE_PATIENCE_MS } from '../media-limits.ts'
import { safeMediaUrl } from '../rich-text/safe-href.ts'
import { useBlobUrl } from '../use-blob-url.ts'
import { useDb } from '../account-context.tsx'
import { useLiveQuery } from '../use-live-query.ts'
import { useMediaAllowed } from '../use-media-allowed.ts'
import { usePersonName } from '../use-person-name.ts'
import { useQuestion } from '../use-question.ts'
import styles from './sticker-view.module.css'
import { useHeldSticker } from './use-held-sticker.ts'

const NO_STYLE = {}

const PackOfSticker = lazy(async () => ({ default: (await import('./pack-of-sticker.tsx')).PackOfSticker }))

/** Whether a message is drawn as the picture that it is. Other words took its place once it was changed. */
export function isDrawnAsSticker({ sticker, versions, retracted, files: [file] = [] }: Message): boolean {
  if (!sticker || versions || retracted) return false
  if (sticker.held !== undefined || file === undefined) return sticker.held !== undefined
  return (safeMediaUrl(file.url) !== undefined || uploadIdOf(file) !== undefined) && !isTooLarge(file)
}

/** A sticker, without anything around it but when it was sent. The same room before and after the consent. */
export function StickerView({ message, end }: { message: Message; end: ReactNode }) {
  const { sticker, from, files: [file] = [] } = message
  const [isOpen, setIsOpen] = useState(false)
  const origin = { person: from, service: from }
  // Where it lies with somebody else, asking tells them that somebody is here: that is done from the menu, not by a press in passing.
  const leadsOn = sticker?.pack?.service === from
  return (
    <div className={styles.sticker} data-sticker>
      {sticker?.held ? (
        <HeldSticker held={sticker.held} alt={sticker.alt} origin={origin} />
      ) : (
        file && <RemoteSticker file={file} alt={sticker?.alt ?? ''} origin={origin} onOpen={leadsOn ? () => setIsOpen(true) : undefined} />
      )}
      <div className={styles.end}>{end}</div>
      {isOpen && (
        <Suspense>
          <PackOfSticker message={message} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

interface RemoteStickerProps {
  file: Enclosure
  alt: string
  origin: MediaOrigin
  /** Leads to its pack. */
  onOpen: (() => void) | undefined
}

/** One that is mine as well is on this device, and nobody is asked for it. */
function RemoteSticker({ file, alt, origin, onOpen }: RemoteStickerProps) {
  const held = useHeldSticker(file)
  const isOnWeb = uploadIdOf(file) === undefined
  const allowed = useMediaAllowed(isOnWeb ? [file.url] : [], origin)
  const url = held ?? (held === null && isOnWeb && allowed ? file.url : undefined)
  if (url !== undefined) return <LoadedPicture url={url} alt={alt} style={NO_STYLE} className={styles.picture} onOpen={onOpen} />
  if (held === undefined || allowed !== false) return <PictureRoom style={NO_STYLE} />
  return <MediaPlaceholder urls={[file.url]} alt={alt} origin={origin} style={NO_STYLE} className={styles.asked} />
}

type HeldStickerProps = Required<Pick<Sticker, 'alt' | 'held'>> & { origin: MediaOrigin }

/** To ask whoever sent it tells them that somebody is here, as a request tells a host. */
function HeldSticker({ held: { cid, holder }, alt, origin }: HeldStickerProps) {
  const { t } = useText()
  const db = useDb()
  const name = usePersonName(origin.service)
  const address = `cid:${cid}`
  const allowed = useMediaAllowed([address], origin)
  const found = useLiveQuery(async () => (await bobPicture(db, cid)) ?? null, [db, cid])
  const isMissing = allowed === true && found === null
  const { answer, failure, again } = useQuestion('load-bob', { holder, cid }, { enabled: isMissing, freshMs: Infinity })
  const blob = useMemo(() => (found ? new Blob([found.data], { type: found.mediaType }) : null), [found])
  const url = useBlobUrl(blob, `${cid} ${blob !== null}`)
  if (allowed === false && found === null)
    return <MediaPlaceholder urls={[address]} from={name} alt={alt} origin={origin} style={NO_STYLE} className={styles.asked} />
  if (isMissing && (answer?.found === false || failure))
    return (
      <span className={styles.away}>
        <bdi>{alt}</bdi>
        <span>{t('sticker.away', { name })}</span>
        <Button size="s" onClick={again}>
          {t('common.tryAgain')}
        </Button>
      </span>
    )
  if (url === undefined) return <PictureRoom style={NO_STYLE} />
  return (
    <span className={styles.held}>
      <TimedPicture url={url} alt={alt} patience={MORE_PATIENCE_MS} onTrouble={again} />
    </span>
  )
}
