import { Download, ExternalLink } from 'lucide-react'
import { useEffect, useState } from 'react'
import Lightbox from 'yet-another-react-lightbox'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'
import { useMedia } from '#components/use-media.ts'
import { useText } from '#ui/text/use-text.ts'
import { DownloadNote } from './download-note.tsx'
import { useDownload } from './use-download.ts'
import { useKeptPictures } from './use-kept-pictures.ts'
import { useViewedPictures } from './viewed-pictures.ts'
import styles from './viewer-frame.module.css'

/** Nothing scrolls behind it: room kept for a scroll bar of the window would be a bright stripe beside the picture. */
function useWholeWindow(): void {
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('scrollbar-gutter', 'auto')
    return () => void style.removeProperty('scrollbar-gutter')
  }, [])
}

/** Zoom by wheel, keys, pinch and double tap; swipe or arrows to the next; what the picture shows, in words, below it. */
export function ViewerFrame({ first }: { first: number }) {
  const pictures = useViewedPictures(store => store.pictures)
  const kept = useKeptPictures(pictures)
  return kept && <Frame first={first} kept={kept} />
}

function Frame({ first, kept }: { first: number; kept: ReadonlyMap<string, string> }) {
  const { t } = useText()
  const pictures = useViewedPictures(store => store.pictures)
  const close = useViewedPictures(store => store.close)
  const [current, setCurrent] = useState(first)
  const { download, start } = useDownload()
  const calm = useMedia('(prefers-reduced-motion: reduce)')
  const shown = pictures[current]
  useWholeWindow()
  return (
    <Lightbox
      open
      close={close}
      index={first}
      slides={pictures.map(({ url, alt }) => ({ src: kept.get(url) ?? url, alt }))}
      plugins={[Zoom]}
      carousel={{ finite: true, imageProps: { referrerPolicy: 'no-referrer' } }}
      controller={{ closeOnBackdropClick: true, closeOnPullDown: true }}
      animation={calm ? { fade: 0, swipe: 0, zoom: 0 } : { fade: 160, swipe: 240, zoom: 240 }}
      zoom={{ maxZoomPixelRatio: 4, scrollToZoom: true }}
      on={{ view: ({ index }) => setCurrent(index) }}
      toolbar={{
        buttons: [
          shown && (
            <button
              key="download"
              type="button"
              className={styles.tool}
              title={t('viewer.download')}
              aria-label={t('viewer.download')}
              aria-busy={download?.state === 'under-way' && download.url === shown.url}
              onClick={() => start(shown)}
            >
              <Download aria-hidden />
            </button>
          ),
          shown && (
            <a
              key="original"
              className={styles.tool}
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
        controls: () => <DownloadNote download={download?.url === shown?.url ? download : null} />,
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
