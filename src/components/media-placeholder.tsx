import { ImageIcon, ImageOff } from 'lucide-react'
import type { CSSProperties } from 'react'
import { allowMedia } from '#commands/allow-media.ts'
import { Button } from '#ui/button.tsx'
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
}

/** Stands where pictures would be, in their size, until the reader wants them: fetching one tells its host who reads what. */
export function MediaPlaceholder({ urls, alt, origin, style }: MediaPlaceholderProps) {
  const { t } = useText()
  const run = useRun()
  const show = useShownMedia(store => store.show)
  const source = sourceOf(origin)
  const name = usePersonName(source)
  return (
    <span className={cx(styles.box, styles.placeholder)} style={style}>
      <ImageIcon aria-hidden />
      <bdi className={styles.alt}>{alt || t('post.media.pictures', { count: urls.length })}</bdi>
      <span className={styles.from}>{t('post.media.from', { host: hostOf(urls[0] ?? '') })}</span>
      <span className={styles.choices}>
        <Button size="s" onClick={() => show(urls)}>
          {t('post.media.show', { count: urls.length })}
        </Button>
        <Button size="s" variant="ghost" onClick={() => void run(db => allowMedia(db, { source, allowed: true }))}>
          {t('post.media.always', { name })}
        </Button>
      </span>
    </span>
  )
}

/** A picture that did not come: what it would have shown, and the way on. */
export function BrokenPicture({ url, alt, style, onRetry }: { url: string; alt: string; style: CSSProperties; onRetry: () => void }) {
  const { t } = useText()
  return (
    <span className={cx(styles.box, styles.placeholder)} style={style}>
      <ImageOff aria-hidden />
      <bdi className={styles.alt}>{alt}</bdi>
      <span className={styles.from}>{t('post.media.broken', { host: hostOf(url) })}</span>
      <Button size="s" onClick={onRetry}>
        {t('common.tryAgain')}
      </Button>
    </span>
  )
}
