import { Files, FileQuestion } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import { randomId } from '#shared/ids.ts'
import { getDraft, NEW_POST, postDraftKeys } from '#storage/drafts.ts'
import { scheduledPosts } from '#storage/scheduled.ts'
import { ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { goTo, placeOfCompose, placeOfDrafts, placeOfFeed, placeOfPost } from '#components/places.ts'
import { type Beginning, beginningOf, type Wish } from './beginning.ts'
import { Composer } from './composer.tsx'

/** Writing a post, or changing one. Drawn once it is known what the fields start from, so that nothing typed is overwritten later. */
export function ComposePage(wish: Wish) {
  const { t } = useText()
  const db = useDb()
  const { edit, to } = wish
  // Each start from scratch is another one, also at the same address.
  const [round, setRound] = useState(0)
  const beginning = useBeginning(wish, round)
  const startNew = async (): Promise<void> => {
    const isTaken = (await getDraft(db, NEW_POST)) !== undefined
    goTo(placeOfCompose(isTaken ? { draft: randomId() } : {}))
    setRound(round + 1)
  }
  return (
    <Page
      title={t(edit ? 'compose.title.edit' : 'compose.title')}
      back={edit ? placeOfPost(edit) : placeOfFeed()}
      actions={<DraftsLink open={beginning?.draftKey} />}
    >
      {beginning === null && <EmptyState icon={<FileQuestion />} title={t('compose.missing.title')} text={t('compose.missing.text')} />}
      {/* The fields start from it once; what is stored later is what was typed in them. */}
      {beginning && <Composer key={`${beginning.draftKey} ${round}`} {...beginning} asked={to} onStartNew={startNew} />}
    </Page>
  )
}

/** Read once: what is stored later is what was typed. Undefined until it is known. */
function useBeginning({ draft, to, edit, reply, via }: Wish, round: number): Beginning | null | undefined {
  const db = useDb()
  const me = useMe()
  const name = [draft, to, edit, reply, via, round].join(' ')
  const [read, setRead] = useState<{ name: string; beginning: Beginning | null }>()
  useEffect(() => {
    let left = false
    const begin = async (): Promise<void> => {
      const beginning = await beginningOf(db, me, { draft, to, edit, reply, via })
      if (!left) setRead({ name, beginning })
    }
    void begin()
    return () => {
      left = true
    }
  }, [db, me, name, draft, to, edit, reply, via])
  return read?.name === name ? read.beginning : undefined
}

/** To the other posts that are being written, and to those that wait for their time. */
function DraftsLink({ open }: { open: string | undefined }) {
  const { t } = useText()
  const db = useDb()
  const count = useLiveQuery(async () => {
    const drafts = (await postDraftKeys(db)).filter(key => key !== open)
    return drafts.length + (await scheduledPosts(db)).length
  }, [db, open])
  return (
    <ButtonLink variant="ghost" size="s" icon={<Files aria-hidden />} href={placeOfDrafts()}>
      {t('drafts.link', { count: count ?? 0 })}
    </ButtonLink>
  )
}
