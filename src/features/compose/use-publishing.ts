import { useState } from 'react'
import { discardDraft } from '#commands/discard-draft.ts'
import { editPost } from '#commands/edit-post.ts'
import { publishPost } from '#commands/publish-post.ts'
import { restoreDraft } from '#commands/restore-draft.ts'
import { setDraftAside } from '#commands/set-draft-aside.ts'
import { parseNodeKey, type NodeKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useDb, useMe } from '#components/account-context.tsx'
import { useDeployment } from '#components/deployment.ts'
import { openFeedAtTop } from '#components/feed-position.ts'
import { goTo, placeOfDrafts, placeOfFeed, placeOfNode, placeOfPost } from '#components/places.ts'
import { useRun } from '#components/use-run.ts'
import { useSecondThoughts } from '#components/use-second-thoughts.ts'
import type { Attachments } from '#components/attachments/use-attachments.ts'
import type { MarkupOf } from './use-markup.ts'
import type { PostDraft, PostFields } from './use-post-draft.ts'

interface Work {
  draftKey: string
  edited: Post | null
  draft: PostDraft
  attachments: Attachments
  markup: MarkupOf
  isReady: boolean
  onStartNew: () => Promise<void>
}

export interface Publishing {
  state: 'writing' | 'publishing' | 'failed'
  /** The time that was chosen for it is over: refused until another one is. */
  isLate: boolean
  publish: () => Promise<void>
  /** Gives it up; can be taken back. */
  discard: () => Promise<void>
  /** Keeps it, and goes on with an empty one. */
  keep: () => Promise<void>
}

/** What becomes of what was written. */
export function usePublishing({ draftKey, edited, draft, attachments, markup, isReady, onStartNew }: Work): Publishing {
  const { t, intl } = useText()
  const db = useDb()
  const me = useMe()
  const run = useRun()
  const withUndo = useSecondThoughts()
  const [state, setState] = useState<Publishing['state']>('writing')
  const [refusedTime, setRefusedTime] = useState<number | null>(null)
  const { submit, fields } = draft
  const webAddress = useDeployment(deployment => deployment.webAddress)

  const publish = async (): Promise<void> => {
    if (!isReady || state === 'publishing') return
    const { scheduledAt } = fields.extras
    if (scheduledAt !== null && scheduledAt <= Date.now()) return setRefusedTime(scheduledAt)
    setState('publishing')
    await attachments.flush()
    // What was typed stays in the fields until it is in the database.
    const done = await submit(async fields => (await run(db => store(db, { me, draftKey, edited, fields, markup, webAddress }))) === true)
    if (!done) return setState('failed')
    if (scheduledAt !== null) {
      toast(t('compose.later.kept', { time: intl.formatDate(scheduledAt, { dateStyle: 'medium', timeStyle: 'short' }) }))
      return goTo(placeOfDrafts())
    }
    await openFeedAtTop(db)
    goTo(wayBack(me, edited, fields.target))
  }
  const discard = async (): Promise<void> => {
    const done = await submit(async fields => {
      const latest = { key: draftKey, ...fields, updatedAt: Date.now() }
      return withUndo('compose.discarded', db => discardDraft(db, draftKey, latest), restoreDraft)
    })
    if (done) goTo(edited ? placeOfPost(edited.key) : placeOfFeed())
  }
  const keep = async (): Promise<void> => {
    await attachments.flush()
    const done = await submit(async fields => {
      const kept = { key: draftKey, ...fields, updatedAt: Date.now() }
      return (await run(db => setDraftAside(db, kept))) !== undefined
    })
    if (!done) return setState('failed')
    toast(t('compose.kept'))
    await onStartNew()
  }
  const isLate = refusedTime !== null && refusedTime === fields.extras.scheduledAt
  return { state, isLate, publish, discard, keep }
}

interface Writing {
  me: BareJid
  draftKey: string
  edited: Post | null
  fields: PostFields
  markup: MarkupOf
  /** Prefix of public links to posts; empty for none. */
  webAddress: string
}

async function store(db: AccountDb, { me, draftKey, edited, fields, markup, webAddress }: Writing): Promise<boolean> {
  const { title, text, target } = fields
  const composed = { title, text, markup: await markup.of(text), now: Date.now() }
  const extras = tidy(fields)
  if (edited) {
    const { links, location, warning } = extras
    await editPost(db, { postKey: edited.key, filesOf: `post:${edited.key}`, ...composed, extras: { links, location, warning } })
    return true
  }
  const address = parseNodeKey(target)
  if (!address) return false
  await publishPost(db, { me, ...address, ...composed, draftKey, extras, webAddress })
  return true
}

/** Without the spaces at the ends of what was typed. */
function tidy({ extras }: PostFields): PostFields['extras'] {
  const { warning, location, links } = extras
  return {
    ...extras,
    warning: warning?.trim() ?? null,
    location: location && { ...location, name: location.name.trim() },
    links: links.map(({ url, title, description }) => ({ url, title: title.trim(), description: description.trim() })),
  }
}

/** Back to where the post is to be seen: an edited one in its place, a new one at the top of the feed or of its community. */
function wayBack(me: BareJid, edited: Post | null, target: NodeKey) {
  const address = parseNodeKey(target)
  if (edited) return placeOfPost(edited.key)
  return address && address.service !== me ? placeOfNode(address.service, address.node) : placeOfFeed()
}
