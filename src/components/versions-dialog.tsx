import { useLiveQuery } from 'dexie-react-hooks'
import { isBrief, type Post, type PostVersion } from '#model/post.ts'
import { versionsOf } from '#storage/versions.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useDb } from './account-context.tsx'
import { compareWords } from './compare-words.ts'
import styles from './versions-dialog.module.css'

type Words = Pick<PostVersion, 'title' | 'text' | 'updatedAt'>

/** What a post said before, as far as this device saw it, each version held against the one before it. */
export function VersionsDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t, intl } = useText()
  const db = useDb()
  const versions = useLiveQuery(async () => versionsOf(db, post.key), [db, post.key])
  const all: Words[] = [post, ...(versions ?? [])]
  const date = (at: number): string => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Dialog open onClose={onClose} title={t('reading.versions')} className={styles.dialog}>
      {versions && (
        <>
          <p className={styles.note}>{t(versions.length === 0 ? 'reading.versions.none' : 'reading.versions.limits')}</p>
          {versions.length > 0 && (
            <ol className={styles.versions}>
              {all.map((version, index) => (
                <li key={index === 0 ? 'now' : version.updatedAt}>
                  <h3 className={styles.date}>
                    {index === 0 && t('reading.versions.now', { date: date(version.updatedAt) })}
                    {index > 0 && index < all.length - 1 && t('reading.versions.at', { date: date(version.updatedAt) })}
                    {index > 0 && index === all.length - 1 && t('reading.versions.oldest', { date: date(version.updatedAt) })}
                  </h3>
                  <Version version={version} before={all[index + 1]} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </Dialog>
  )
}

/** One version; the oldest one, which has none before it, as it was. */
function Version({ version, before }: { version: Words; before: Words | undefined }) {
  const { t } = useText()
  const brief = isBrief({ ...version, rich: null, html: null })
  if (before && before.title === version.title && before.text === version.text)
    return <p className={styles.note}>{t('reading.versions.same')}</p>
  return (
    <>
      {!brief && <Compared className={styles.title} before={before?.title} after={version.title} />}
      <Compared className={styles.text} before={before?.text} after={version.text} />
    </>
  )
}

/** A hostile megabyte is never drawn at once. */
const MOST_LETTERS = 20_000

function Compared({ before, after, className }: { before: string | undefined; after: string; className: string | undefined }) {
  const { t, intl } = useText()
  const cut = after.slice(0, MOST_LETTERS)
  if (before === undefined)
    return (
      <p className={className} dir="auto">
        {cut}
      </p>
    )
  const changes = compareWords(before.slice(0, MOST_LETTERS), cut, intl.locale)
  return (
    <>
      {!changes && <p className={styles.note}>{t('reading.versions.whole')}</p>}
      <p className={className} dir="auto">
        {changes
          ? changes.map(({ kind, text }, index) => {
              // oxlint-disable react/no-array-index-key -- the parts of a text have no other identity
              if (kind === 'added')
                return (
                  <ins key={index}>
                    <VisuallyHidden>{t('reading.versions.added')} </VisuallyHidden>
                    {text}
                  </ins>
                )
              if (kind === 'removed')
                return (
                  <del key={index}>
                    <VisuallyHidden>{t('reading.versions.removed')} </VisuallyHidden>
                    {text}
                  </del>
                )
              // oxlint-enable react/no-array-index-key
              return text
            })
          : cut}
      </p>
    </>
  )
}
