import { useEffect, useRef, useState } from 'react'
import { deleteDraft } from '#commands/delete-draft.ts'
import { saveDraft } from '#commands/save-draft.ts'
import { getDraft } from '#storage/drafts.ts'
import { useDb } from './account-context.tsx'
import { useRun } from './use-run.ts'

const SAVE_AFTER_MS = 400

export interface DraftField {
  text: string
  setText: (text: string) => void
  /**
   * Gives the text away. It leaves the field when `store` says it is kept, and not before; what was typed meanwhile stays.
   * @param store resolves to true once the text is stored elsewhere
   */
  submit: (store: (text: string) => Promise<boolean>) => Promise<boolean>
}

/** A text field that survives: stored a moment after typing and when the page is left, restored into a field that is still empty. */
export function useDraft(key: string): DraftField {
  const db = useDb()
  const run = useRun()
  const [text, setText] = useState('')
  const typed = useRef<Typed>({ text: '', touched: false, saved: true, leaving: false, timer: undefined })

  const save = (): void => {
    const { text, saved, timer } = typed.current
    clearTimeout(timer)
    if (saved) return
    typed.current.saved = true
    void run(db => (text.trim() === '' ? deleteDraft(db, key) : saveDraft(db, { key, title: '', text, target: null, now: Date.now() })))
  }
  const latestSave = useRef(save)
  useEffect(() => {
    latestSave.current = save
  })

  useEffect(() => {
    let left = false
    const restore = async (): Promise<void> => {
      const draft = await getDraft(db, key)
      // Reading takes a moment; what was typed in it is worth more than what is stored.
      if (left || !draft || typed.current.touched) return
      Object.assign(typed.current, { text: draft.text, touched: true })
      setText(draft.text)
    }
    void restore()
    return () => {
      left = true
    }
  }, [db, key])

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

  const change = (next: string, saved: boolean): void => {
    const now = typed.current
    clearTimeout(now.timer)
    Object.assign(now, { text: next, touched: true, saved })
    if (!saved) now.timer = setTimeout(() => latestSave.current(), SAVE_AFTER_MS)
    setText(next)
  }

  const submit = async (store: (text: string) => Promise<boolean>): Promise<boolean> => {
    const now = typed.current
    // A second Enter while the first is being stored must not send the same text twice.
    if (now.leaving || now.text.trim() === '') return false
    const sent = now.text
    // Not saved any more from here: a draft written after the message was stored would come back to life.
    clearTimeout(now.timer)
    Object.assign(now, { leaving: true, saved: true })
    const stored = await store(sent)
    now.leaving = false
    const rest = stored && now.text.startsWith(sent) ? now.text.slice(sent.length) : now.text
    change(rest, stored && rest === '')
    return stored
  }

  return { text, setText: next => change(next, false), submit }
}

interface Typed {
  text: string
  /** Something stands in the field, or did: a stored draft comes too late. */
  touched: boolean
  saved: boolean
  /** Being stored elsewhere. */
  leaving: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}
