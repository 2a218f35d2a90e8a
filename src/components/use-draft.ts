import { useEffect, useRef, useState } from 'react'
import { deleteDraft } from '#commands/delete-draft.ts'
import { saveDraft } from '#commands/save-draft.ts'
import type { Said } from '#model/message-content.ts'
import { getDraft } from '#storage/drafts.ts'
import { followQuery } from '#storage/follow-query.ts'
import { keepDraft } from '#storage/keep-draft.ts'
import type { Draft } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import { useRun } from './use-run.ts'

const SAVE_AFTER_MS = 400

export interface DraftField {
  text: string
  setText: (text: string) => void
  /** Id of what the text answers; null when it answers nothing in particular. */
  answers: string | null
  setAnswers: (id: string | null) => void
  /** What goes with the text; from what it is by then, since some of it takes its time. */
  said: Said
  changeSaid: (change: (said: Said) => Said) => void
  /**
   * Gives the text away. It leaves the field when `store` says it is kept, and not before; what was typed meanwhile stays.
   * @param store resolves to true once the text is stored elsewhere
   * @param options mayBeEmpty: something else goes with it
   */
  submit: (
    store: (text: string, answers: string | null, said: Said) => Promise<boolean>,
    options?: { mayBeEmpty: boolean },
  ) => Promise<boolean>
}

const NOTHING: Typed = {
  text: '',
  answers: null,
  said: {},
  edition: 0,
  asked: 0,
  stored: 0,
  leaving: false,
  sent: '',
  answersAnew: false,
  timer: undefined,
}

/**
 * A text field that survives: stored a moment after typing and when the page is left, restored into a field that is still untouched, and
 * the same in every tab that has nothing of its own in it.
 * @param beginning what stands in it before anything is typed, and is not worth keeping
 */
export function useDraft(key: string, beginning = ''): DraftField {
  const db = useDb()
  const run = useRun()
  const [written, setWritten] = useState<Written>({ text: beginning, answers: null, said: {} })
  const typed = useRef<Typed>({ ...NOTHING, text: beginning })

  const save = (): void => {
    const now = typed.current
    clearTimeout(now.timer)
    now.timer = undefined
    if (now.asked === now.edition) return
    const { edition } = now
    const draft = draftOf(key, now, beginning)
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
    const follow = (draft: Draft | undefined): void => {
      const { edition, asked, stored, leaving } = typed.current
      // What was typed here meanwhile is worth more than what is stored.
      if (leaving || edition !== asked || edition !== stored) return
      const kept: Written = { text: draft?.text ?? beginning, answers: draft?.answers ?? null, said: draft?.said ?? {} }
      if (isSame(kept, typed.current)) return
      Object.assign(typed.current, kept)
      setWritten(kept)
    }
    return followQuery(async () => getDraft(db, key)).subscribe(follow)
  }, [db, key, beginning])

  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState !== 'hidden') return
      const now = typed.current
      // It may be the last that this page does, so first the way that needs no second moment.
      if (now.leaving) {
        const typedMeanwhile = draftOf(key, restOf(now), beginning)
        if (typedMeanwhile) keepDraft(db, key, typedMeanwhile)
        return
      }
      if (now.edition !== now.stored) keepDraft(db, key, draftOf(key, now, beginning))
      latestSave.current()
    }
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      latestSave.current()
    }
  }, [db, key, beginning])

  /** @param isStored the draft of this text is as it should be */
  const change = (next: Written, isStored: boolean, more?: Pick<Typed, 'answersAnew'>): void => {
    const now = Object.assign(typed.current, next, more)
    now.edition += 1
    if (isStored) now.asked = now.stored = now.edition
    // Not put off by every key: who types without a pause is saved as well.
    else now.timer ??= setTimeout(() => latestSave.current(), SAVE_AFTER_MS)
    setWritten(next)
  }

  const submit: DraftField['submit'] = async (store, { mayBeEmpty } = { mayBeEmpty: false }) => {
    const now = typed.current
    // A second Enter while the first is being stored must not send the same text twice.
    if (now.leaving || (now.text.trim() === '' && !mayBeEmpty)) return false
    const { text: sent, answers: to, said } = now
    clearTimeout(now.timer)
    // Not saved any more from here: a draft written after the message was stored would come back to life.
    Object.assign(now, { leaving: true, sent, answersAnew: false, timer: undefined, asked: now.edition })
    const isStored = await store(sent, to, said)
    now.leaving = false
    const { text: rest, answers: left } = isStored ? restOf(now) : now
    change({ text: rest, answers: left, said: isStored && now.said === said ? {} : now.said }, isStored && rest === '' && left === null)
    return isStored
  }

  const latest = (): Written => ({ text: typed.current.text, answers: typed.current.answers, said: typed.current.said })
  const setText = (text: string): void => change({ ...latest(), text }, false)
  const setAnswers = (answers: string | null): void => change({ ...latest(), answers }, false, { answersAnew: true })
  const changeSaid: DraftField['changeSaid'] = next => change({ ...latest(), said: next(typed.current.said) }, false)
  return { ...written, setText, setAnswers, changeSaid, submit }
}

/** What was written since the text was given away. */
function restOf({ text, sent, answers, answersAnew }: Typed): Written {
  return { text: text.startsWith(sent) ? text.slice(sent.length) : text, answers: answersAnew ? answers : null, said: {} }
}

function isSame(one: Written, other: Written): boolean {
  return one.text === other.text && one.answers === other.answers && JSON.stringify(one.said) === JSON.stringify(other.said)
}

function draftOf(key: string, { text, answers, said }: Written, beginning: string): Draft | null {
  // What hides a picture is kept as well: it would go out openly.
  if ((text.trim() === '' || text === beginning) && answers === null && said.spoiler === undefined) return null
  return {
    key,
    title: '',
    text,
    target: null,
    ...(answers !== null && { answers }),
    ...(Object.keys(said).length > 0 && { said }),
    updatedAt: Date.now(),
  }
}

interface Written {
  text: string
  answers: string | null
  said: Said
}

interface Typed extends Written {
  /** Counts the changes made here; above 0 a stored draft comes too late. */
  edition: number
  /** The last edition that was given to be stored, and the last that is known to be. */
  asked: number
  stored: number
  /** Being stored elsewhere, as what it was written for. */
  leaving: boolean
  /** What was given away last. */
  sent: string
  /** What is answered was chosen since that began: to answer the same one once more is a choice of its own. */
  answersAnew: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}
