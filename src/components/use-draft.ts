import { useEffect, useRef, useState } from 'react'
import { deleteDraft } from '#commands/delete-draft.ts'
import { saveDraft } from '#commands/save-draft.ts'
import { getDraft } from '#storage/drafts.ts'
import { keepDraft } from '#storage/keep-draft.ts'
import type { Draft } from '#storage/schema.ts'
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
  const typed = useRef<Typed>({ text: '', edition: 0, asked: 0, stored: 0, leaving: false, timer: undefined })

  const save = (): void => {
    const now = typed.current
    clearTimeout(now.timer)
    now.timer = undefined
    if (now.asked === now.edition) return
    const { edition, text } = now
    const draft = draftOf(key, text)
    const store = async (): Promise<void> => {
      await run(db => (draft ? saveDraft(db, { ...draft, now: draft.updatedAt }) : deleteDraft(db, key)))
      now.stored = Math.max(now.stored, edition)
    }
    now.asked = edition
    void store()
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
      if (left || !draft || typed.current.edition > 0) return
      typed.current.text = draft.text
      setText(draft.text)
    }
    void restore()
    return () => {
      left = true
    }
  }, [db, key])

  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState !== 'hidden') return
      const { edition, stored, text, leaving } = typed.current
      // It may be the last that this page does, so first the way that needs no second moment.
      if (edition !== stored && !leaving) keepDraft(db, key, draftOf(key, text))
      latestSave.current()
    }
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      latestSave.current()
    }
  }, [db, key])

  /** @param isStored the draft of this text is as it should be */
  const change = (next: string, isStored: boolean): void => {
    const now = typed.current
    now.text = next
    now.edition += 1
    if (isStored) now.asked = now.stored = now.edition
    // Not put off by every key: who types without a pause is saved as well.
    else now.timer ??= setTimeout(() => latestSave.current(), SAVE_AFTER_MS)
    setText(next)
  }

  const submit = async (store: (text: string) => Promise<boolean>): Promise<boolean> => {
    const now = typed.current
    // A second Enter while the first is being stored must not send the same text twice.
    if (now.leaving || now.text.trim() === '') return false
    const sent = now.text
    now.leaving = true
    // Not saved any more from here: a draft written after the message was stored would come back to life.
    clearTimeout(now.timer)
    now.timer = undefined
    now.asked = now.edition
    const isStored = await store(sent)
    now.leaving = false
    const rest = isStored && now.text.startsWith(sent) ? now.text.slice(sent.length) : now.text
    change(rest, isStored && rest === '')
    return isStored
  }

  return { text, setText: next => change(next, false), submit }
}

function draftOf(key: string, text: string): Draft | null {
  return text.trim() === '' ? null : { key, title: '', text, target: null, updatedAt: Date.now() }
}

interface Typed {
  text: string
  /** Counts the changes made here; above 0 a stored draft comes too late. */
  edition: number
  /** The last edition that was given to be stored, and the last that is known to be. */
  asked: number
  stored: number
  /** Being stored elsewhere, as what it was written for. */
  leaving: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}
