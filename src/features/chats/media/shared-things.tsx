import { Film, ImageIcon, Link2 } from 'lucide-react'
import { use, useEffect } from 'react'
import { isDrawn } from '#model/upload.ts'
import { shownFileName } from '#shared/file-name.ts'
import { isTooLarge, pixelsOfHuge } from '#components/media-limits.ts'
import { MediaLink } from '#components/media-link.tsx'
import { LoadedPicture } from '#components/media-picture.tsx'
import { useViewedPictures, type ViewedPicture } from '#components/picture-viewer/viewed-pictures.ts'
import { placeOfMessage } from '#components/places.ts'
import { hostOf, safeMediaUrl } from '#components/rich-text/safe-href.ts'
import { useListTime } from '#components/use-list-time.ts'
import { useMediaAllowed } from '#components/use-media-allowed.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { ShownThings, type ThingProps } from './media-page.tsx'
import styles from './shared-things.module.css'
import type { SharedThing } from './media-of.ts'

const NO_STYLE = {}

/** When it was shared, which leads to the message. */
function When({ thing: { key, sentAt }, conversation }: ThingProps) {
  const { t, intl } = useText()
  const listTime = useListTime()
  const day = intl.formatDate(sentAt, { dateStyle: 'long' })
  return (
    <a className={styles.when} href={placeOfMessage(conversation, key)} title={day}>
      <VisuallyHidden>{t('gallery.toMessage')} </VisuallyHidden>
      <time dateTime={new Date(sentAt).toISOString()}>{listTime(sentAt)}</time>
    </a>
  )
}

function wordsOf({ file }: SharedThing): string {
  return shownFileName(file?.alt || file?.title || '')
}

/** A picture that fills the window when it is pressed, by the rules of pictures in messages; a film with how it begins. */
export function PictureThing(props: ThingProps) {
  const { t } = useText()
  const { file, from } = props.thing
  const url = safeMediaUrl(file?.url)
  const allowed = useMediaAllowed(url === undefined ? [] : [url], { person: from, service: from })
  const isPicture = file !== undefined && isDrawn(file)
  const words = wordsOf(props.thing) || t(isPicture ? 'reading.media.large.picture' : 'post.media.video')
  const isShown = allowed === true && isPicture && url !== undefined && !isTooLarge(file) && pixelsOfHuge(url) === undefined
  const open = useOpenPicture(url, isShown)
  return (
    <li className={styles.tile}>
      {isShown ? (
        <LoadedPicture url={url} alt={words} style={NO_STYLE} className={styles.picture} onOpen={open} />
      ) : (
        <a className={styles.unseen} href={placeOfMessage(props.conversation, props.thing.key)}>
          {allowed === true && file?.thumbnail !== undefined && <img src={file.thumbnail} alt="" />}
          {isPicture ? <ImageIcon aria-hidden /> : <Film aria-hidden />}
          <bdi>{words}</bdi>
        </a>
      )}
      <When {...props} />
    </li>
  )
}

/** From it one goes to the others that are shown here. */
function useOpenPicture(url: string | undefined, isShown: boolean): () => void {
  const { pages, drawn } = use(ShownThings)
  const show = useViewedPictures(store => store.show)
  useEffect(() => {
    if (url === undefined || !isShown) return undefined
    drawn.add(url)
    return () => void drawn.delete(url)
  }, [drawn, url, isShown])
  return () => {
    const inOrder = [...pages.entries()].sort(([one], [other]) => other - one).flatMap(([, things]) => things)
    const pictures = inOrder.flatMap((thing): ViewedPicture[] => {
      const address = safeMediaUrl(thing.file?.url)
      if (!thing.file || address === undefined || !drawn.has(address)) return []
      return [{ url: address, alt: wordsOf(thing), name: thing.file.title, mediaType: thing.file.mediaType }]
    })
    const first = pictures.findIndex(picture => picture.url === url)
    if (first >= 0) show(pictures, first)
  }
}

export function FileThing(props: ThingProps) {
  const { file } = props.thing
  if (!file) return null
  const { url, title: name, mediaType, bytes } = file
  return (
    <li className={styles.line}>
      <MediaLink kind={mediaType.startsWith('audio/') ? 'audio' : 'file'} {...{ url, name, mediaType, bytes }} />
      <When {...props} />
    </li>
  )
}

export function LinkThing(props: ThingProps) {
  const { link = '' } = props.thing
  const host = hostOf(link)
  return (
    <li className={styles.line}>
      <a className={styles.link} href={link} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
        <Link2 aria-hidden />
        <span className={styles.address}>
          <bdi className={styles.host}>{host}</bdi>
          <bdi className={styles.rest}>{link}</bdi>
        </span>
      </a>
      <When {...props} />
    </li>
  )
}
