import { useEffect, useRef, useState } from 'react'
import { savePostDraft } from '#commands/save-post-draft.ts'
import type { NodeKey } from '#model/keys.ts'
import type { PostLink } from '#model/post.ts'
import { saysNothing } from '#storage/drafts.ts'
import { keepDraft } from '#storage/keep-draft.ts'
import type { PostExtras } from '#storage/schema.ts'
import { useDb } from '#components/account-context.tsx'
import { useRun } from '#components/use-run.ts'
import { useLastMoment } from '#components/attachments/use-last-moment.ts'

const SAVE_AFTER_MS = 400

export interface PostFields {
  title: string
  text: string
  target: NodeKey
  extras: PostExtras
}

export interface PostDraft {
  fields: PostFields
  change: (fields: Partial<PostFields>) => void
  changeExtras: (extras: Partial<PostExtras>) => void
  changeLinks: (change: (links: readonly PostLink[]) => PostLink[]) => void
  /** Gives the fields away: unless that fails, nothing of them is kept here. */
  submit: (store: (fields: PostFields) => Promise<boolean>) => Promise<boolean>
}

interface Typed {
  fields: PostFields
  /** Given to be stored. */
  saved: boolean
  /** What is known to be stored, or is not to be. */
  stored: PostFields | null
  timer: ReturnType<typeof setTimeout> | undefined
}

/**
 * What is being written. It is stored a moment after typing, when the page is hidden and when it is left, until it was published.
 * @param key of the draft
 * @param first what the fields start from: a stored draft, or the post that is edited
 */
export function usePostDraft(key: string, first: PostFields): PostDraft {
  const db = useDb()
  const run = useRun()
  const [fields, setFields] = useState(first)
  const typed = useRef<Typed>({ fields: first, saved: true, stored: first, timer: undefined })

  const save = (): void => {
    const { fields, saved, timer } = typed.current
    clearTimeout(timer)
    if (saved) return
    typed.current.saved = true
    const store = async (): Promise<void> => {
      await run(db => savePostDraft(db, { key, ...fields, updatedAt: Date.now() }))
      typed.current.stored = fields
    }
    void store()
  }
  const keep = (): void => {
    const { fields, stored } = typed.current
    if (stored !== fields && !saysNothing(fields)) keepDraft(db, key, { key, ...fields, updatedAt: Date.now() })
  }
  const latestSave = useRef(save)
  useEffect(() => {
    latestSave.current = save
  })
  useLastMoment({ keep, save })

  const change = (changes: Partial<PostFields>): void => {
    const now = typed.current
    clearTimeout(now.timer)
    Object.assign(now, { fields: { ...now.fields, ...changes }, saved: false })
    now.timer = setTimeout(() => latestSave.current(), SAVE_AFTER_MS)
    setFields(now.fields)
  }
  const submit = async (store: (fields: PostFields) => Promise<boolean>): Promise<boolean> => {
    const now = typed.current
    // Not saved any more from here: a draft written after the post was stored would come back to life.
    clearTimeout(now.timer)
    now.saved = true
    now.stored = now.fields
    const isStored = await store(now.fields)
    if (!isStored) change({})
    return isStored
  }
  // From what was typed last, not from what was drawn last: an answer from outside comes when it comes.
  const changeExtras = (extras: Partial<PostExtras>): void => change({ extras: { ...typed.current.fields.extras, ...extras } })
  const changeLinks: PostDraft['changeLinks'] = change => changeExtras({ links: change(typed.current.fields.extras.links) })
  return { fields, change, changeExtras, changeLinks, submit }
}
