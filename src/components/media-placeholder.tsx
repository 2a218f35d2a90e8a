import { Film, ImageIcon, ImageOff, Music } from 'lucide-react'
import type { CSSProperties } from 'react'
import { allowMedia } from '#commands/allow-media.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { type MediaOrigin, sourceOf } from './media-origin.ts'
import styles from './media-picture.module.css'
import { hostOf } from './rich-text/safe-href.ts'
import { useShownMedia } from './use-media-allowed.ts'
import { usePersonName } from './use-person-name.ts'
import { useRun } from './use-run.ts'

interface MediaPlaceholderProps {
  urls: readonly string[]
  alt: string
  origin: MediaOrigin
  style: CSSProperties
  kind?: MediaKind
  /** Who is asked for it, where it is no host. */
  from?: string
  className?: string | undefined
}

export type MediaKind = 'picture' | 'video' | 'audio'

const ICONS = { picture: ImageIcon, video: Film, audio: Music }

/** Stands where pictures would be, in their size, until the reader wants them: fetching one tells its host who reads what. */
export function MediaPlaceholder({ urls, alt, origin, style, kind = 'picture', from, className }: MediaPlaceholderProps) {
  const { t } = useText()
  const run = useRun()
  const show = useShownMedia(store => store.show)
  const source = sourceOf(origin)
  const name = usePersonName(source)
  const Icon = ICONS[kind]
  const isPicture = kind === 'picture'
  return (
    <span className={cx(styles.box, styles.placeholder, className)} style={style}>
      <Icon aria-hidden />
      <bdi className={styles.alt}>{alt || (isPicture ? t('post.media.pictures', { count: urls.length }) : t(`post.media.${kind}`))}</bdi>
      <span className={styles.from}>{t('post.media.from', { host: from ?? hostOf(urls[0] ?? '') })}</span>
      <span className={styles.choices}>
        <Button size="s" onClick={() => show(urls)}>
          {isPicture ? t('post.media.show', { count: urls.length }) : t(`reading.media.show.${kind}`)}
        </Button>
        <Button size="s" variant="ghost" onClick={() => void run(db => allowMedia(db, { source, allowed: true }))}>
          {t('post.media.always', { name })}
        </Button>
      </span>
    </span>
  )
}

/** broken: it did not come or is none · late: it did not come in time · huge: it came, and is too much to draw. */
export type PictureTrouble = { why: 'broken' } | { why: 'late' } | { why: 'huge'; pixels: number }

interface BrokenPictureProps {
  url: string
  alt: string
  trouble: PictureTrouble
  style: CSSProperties
  className?: string | undefined
  onRetry: () => void
}

/** A picture that is not shown: what it would have shown, why not, and the way on. */
export function BrokenPicture({ url, alt, trouble, style, className, onRetry }: BrokenPictureProps) {
  const { t } = useText()
  const host = hostOf(url)
  return (
    <span className={cx(styles.box, styles.placeholder, className)} style={style}>
      <ImageOff aria-hidden />
      <bdi className={styles.alt}>{alt}</bdi>
      <span className={styles.from}>
        {trouble.why === 'huge' && t('reading.media.huge', { megapixels: Math.round(trouble.pixels / 1_000_000) })}
        {trouble.why === 'late' && t('reading.media.late', { host })}
        {trouble.why === 'broken' && t('post.media.broken', { host })}
      </span>
      {trouble.why === 'huge' ? (
        <ButtonLink size="s" href={url} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
          {t('reading.media.elsewhere')}
        </ButtonLink>
      ) : (
        <Button size="s" onClick={onRetry}>
          {t('common.tryAgain')}
        </Button>
      )}
    </span>
  )
}
