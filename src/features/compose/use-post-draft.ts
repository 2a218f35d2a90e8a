import { useEffect, useRef, useState } from 'react'
import { deleteDraft } from '#commands/delete-draft.ts'
import { saveDraft } from '#commands/save-draft.ts'
import type { NodeKey } from '#model/keys.ts'
import { useRun } from '#components/use-run.ts'

const SAVE_AFTER_MS = 400

export interface PostFields {
  title: string
  text: string
  target: NodeKey
}

export interface PostDraft {
  fields: PostFields
  change: (fields: Partial<PostFields>) => void
  /** Gives the fields away: unless that fails, nothing of them is kept here. */
  submit: (store: (fields: PostFields) => Promise<boolean>) => Promise<boolean>
}

interface Typed {
  fields: PostFields
  saved: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/**
 * What is being written. It is stored a moment after typing, when the page is hidden and when it is left, until it was published.
 * @param key of the draft
 * @param first what the fields start from: a stored draft, or the post that is edited
 */
export function usePostDraft(key: string, first: PostFields): PostDraft {
  const run = useRun()
  const [fields, setFields] = useState(first)
  const typed = useRef<Typed>({ fields: first, saved: true, timer: undefined })

  const save = (): void => {
    const { fields, saved, timer } = typed.current
    clearTimeout(timer)
    if (saved) return
    typed.current.saved = true
    const empty = fields.title.trim() === '' && fields.text.trim() === ''
    void run(db => (empty ? deleteDraft(db, key) : saveDraft(db, { key, ...fields, now: Date.now() })))
  }
  const latestSave = useRef(save)
  useEffect(() => {
    latestSave.current = save
  })
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') latestSave.current()
    }
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      latestSave.current()
    }
  }, [])

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
    const stored = await store(now.fields)
    if (!stored) change({})
    return stored
  }
  return { fields, change, submit }
}
