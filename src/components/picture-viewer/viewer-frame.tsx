import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import Lightbox from 'yet-another-react-lightbox'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'
import { useMedia } from '#components/use-media.ts'
import { useText } from '#ui/text/use-text.ts'
import { useViewedPictures } from './viewed-pictures.ts'
import styles from './viewer-frame.module.css'

/** Zoom by wheel, keys, pinch and double tap; swipe or arrows to the next; what the picture shows, in words, below it. */
export function ViewerFrame({ first }: { first: number }) {
  const { t } = useText()
  const pictures = useViewedPictures(store => store.pictures)
  const close = useViewedPictures(store => store.close)
  const [current, setCurrent] = useState(first)
  const calm = useMedia('(prefers-reduced-motion: reduce)')
  const shown = pictures[current]
  return (
    <Lightbox
      open
      close={close}
      index={first}
      slides={pictures.map(({ url, alt }) => ({ src: url, alt }))}
      plugins={[Zoom]}
      carousel={{ finite: true, imageProps: { referrerPolicy: 'no-referrer' } }}
      controller={{ closeOnBackdropClick: true, closeOnPullDown: true }}
      animation={calm ? { fade: 0, swipe: 0, zoom: 0 } : { fade: 160, swipe: 240, zoom: 240 }}
      zoom={{ maxZoomPixelRatio: 4, scrollToZoom: true }}
      on={{ view: ({ index }) => setCurrent(index) }}
      toolbar={{
        buttons: [
          shown && (
            <a
              key="original"
              className={styles.original}
              href={shown.url}
              target="_blank"
              rel="noreferrer noopener nofollow"
              referrerPolicy="no-referrer"
              title={t('post.viewer.original')}
              aria-label={t('post.viewer.original')}
            >
              <ExternalLink aria-hidden />
            </a>
          ),
          'close',
        ],
      }}
      render={{
        slideFooter: ({ slide }) => (slide.alt ? <p className={styles.words}>{slide.alt}</p> : null),
        ...(pictures.length > 1 ? {} : { buttonPrev: () => null, buttonNext: () => null }),
      }}
      labels={{
        Previous: t('post.viewer.previous'),
        Next: t('post.viewer.next'),
        Close: t('common.close'),
        Lightbox: t('post.viewer'),
        'Photo gallery': t('post.viewer'),
        Carousel: t('post.viewer.several'),
        Slide: t('post.viewer.one'),
        '{index} of {total}': t('post.viewer.place', { index: '{index}', total: '{total}' }),
        'Zoom in': t('post.viewer.zoomIn'),
        'Zoom out': t('post.viewer.zoomOut'),
      }}
    />
  )
}
