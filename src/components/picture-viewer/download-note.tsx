import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { hostOf } from '../rich-text/safe-href.ts'
import type { Download, DownloadTrouble } from './use-download.ts'
import styles from './viewer-frame.module.css'

const WORDS: Record<DownloadTrouble, TextId> = {
  refused: 'viewer.download.refused',
  'no-picture': 'viewer.download.nothing',
  'too-large': 'viewer.download.large',
}

/** How the download of the picture that is looked at goes; where it cannot be, what can be done instead. */
export function DownloadNote({ download }: { download: Download | null }) {
  const { t } = useText()
  const failed = download?.state === 'failed' ? download : null
  return (
    <div className={styles.note} role="status">
      {download?.state === 'under-way' && <p>{t('viewer.download.running')}</p>}
      {download?.state === 'saved' && <p>{t('viewer.download.saved')}</p>}
      {failed && (
        <p>
          {t(WORDS[failed.why], { host: hostOf(failed.url) })}{' '}
          <a href={failed.url} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
            {t('post.viewer.original')}
          </a>
        </p>
      )}
    </div>
  )
}
