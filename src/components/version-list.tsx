import type { PostVersion } from '#model/post.ts'
import { isBrief } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { compareWords } from './compare-words.ts'
import styles from './versions-dialog.module.css'

export type Words = Pick<PostVersion, 'title' | 'text' | 'updatedAt'>

/** Versions of a text, the newest first, each held against the one before it. */
export function VersionList({ all }: { all: readonly Words[] }) {
  const { t, intl } = useText()
  const date = (at: number): string => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
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
