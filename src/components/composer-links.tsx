import { lazy, Suspense } from 'react'
import styles from './conversation-composer.module.css'
import type { DraftField } from './use-draft.ts'

const LinkCards = lazy(async () => ({ default: (await import('./link-cards/link-cards.tsx')).LinkCards }))

/** Above the field of a message: the pages that it names, whose cards may go along. */
export function ComposerLinks({ draft, onSend }: { draft: Pick<DraftField, 'text' | 'said' | 'changeSaid'>; onSend: () => void }) {
  const { text, said, changeSaid } = draft
  const { links = [] } = said
  if (links.length === 0 && !/https?:/i.test(text)) return null
  return (
    <Suspense>
      <div className={styles.files}>
        <LinkCards
          text={text}
          links={links}
          withPicture
          onChange={change =>
            changeSaid(({ links: before = [], ...rest }) => {
              const links = change(before)
              return links.length > 0 ? { ...rest, links } : rest
            })
          }
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend()
          }}
        />
      </div>
    </Suspense>
  )
}
