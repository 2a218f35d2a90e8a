import { useEffect, useRef } from 'react'
import { describeFile } from '#commands/describe-file.ts'
import { keepFiles } from '#commands/keep-files.ts'
import { moveFile } from '#commands/move-file.ts'
import { putFileBack, removeFile } from '#commands/remove-file.ts'
import { useLiveQuery } from '../use-live-query.ts'
import { MOST_FILES, type Upload } from '#model/upload.ts'
import { descriptionDraftKey } from '#storage/drafts.ts'
import { keepDraft } from '#storage/keep-draft.ts'
import { uploadsOf } from '#storage/uploads.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useAccount } from '../account-context.tsx'
import { useFilmFacts } from '../film/use-film-facts.ts'
import { useRun } from '../use-run.ts'
import { useLastMoment } from './use-last-moment.ts'

const SAVE_AFTER_MS = 400
const nothing = (): void => undefined
const NONE: readonly Upload[] = []

export interface Attachments {
  files: readonly Upload[]
  add: (files: readonly File[]) => void
  describe: (id: string, alt: string) => void
  setOriginal: (id: string, original: boolean) => void
  /** @param to counted from 0 */
  move: (id: string, to: number) => Promise<void>
  remove: (upload: Upload) => void
  /** Stores what was typed a moment ago. */
  flush: () => Promise<void>
}

/**
 * The files of a draft. Each change is stored at once; descriptions a moment after typing, since a row with its file is heavy.
 * @param onChange the draft is not what it was
 * @param full what is said when there are more than find room
 */
export function useAttachments(owner: string, onChange: () => void = nothing, full: TextId = 'files.full'): Attachments {
  const { t } = useText()
  const run = useRun()
  const { db } = useAccount()
  const files = useLiveQuery(async () => uploadsOf(db, owner), [db, owner], NONE)
  const descriptions = useDescriptions()
  usePreparation(files)
  useFilmFacts(files)

  const add = async (chosen: readonly File[]): Promise<void> => {
    const some = chosen.filter(file => file.size > 0)
    if (some.length < chosen.length) toast(t('files.folder'))
    if (some.length === 0) return
    // As a bare blob: what the file was called and when it was changed is nobody's business.
    const bare = some.map(file => ({ name: file.name, blob: file.slice(0, file.size, file.type) }))
    const left = await run(db => keepFiles(db, { owner, files: bare }))
    if (left) toast(t(full, { most: MOST_FILES, count: left }))
    onChange()
  }
  const remove = async (upload: Upload): Promise<void> => {
    await descriptions.flush()
    await run(db => removeFile(db, upload.id))
    onChange()
    const undo = async (): Promise<void> => {
      await run(db => putFileBack(db, upload))
      onChange()
    }
    toast(t('files.removed'), { action: { label: t('common.undo'), onSelect: () => void undo() } })
  }
  return {
    files,
    add: chosen => void add(chosen),
    describe: (id, alt) => {
      descriptions.change(id, alt)
      onChange()
    },
    setOriginal: (id, original) => void run(db => describeFile(db, id, { original })).then(onChange),
    move: async (id, to) => {
      await run(db => moveFile(db, { id, to }))
      onChange()
    },
    remove: upload => void remove(upload),
    flush: descriptions.flush,
  }
}

/** Pictures are made light while the writing goes on. Without an engine that answers, the delivery does it. */
function usePreparation(files: readonly Upload[]): void {
  const account = useAccount()
  const asked = useRef(new Set<string>())
  useEffect(() => {
    for (const { id, state } of files) {
      if (state !== 'kept' || asked.current.has(id)) continue
      asked.current.add(id)
      account.ask('prepare-upload', { id }).catch(() => asked.current.delete(id))
    }
  }, [account, files])
}

/** What was typed and is not stored yet, by file. */
function useDescriptions(): { change: (id: string, alt: string) => void; flush: () => Promise<void> } {
  const { db } = useAccount()
  const run = useRun()
  const typed = useRef({ texts: new Map<string, string>(), timer: undefined as ReturnType<typeof setTimeout> | undefined })
  const flush = async (): Promise<void> => {
    clearTimeout(typed.current.timer)
    const { texts } = typed.current
    for (const [id, alt] of texts) {
      await run(db => describeFile(db, id, { alt }))
      if (texts.get(id) === alt) texts.delete(id)
    }
  }
  const keep = (): void => {
    for (const [id, text] of typed.current.texts) {
      const key = descriptionDraftKey(id)
      keepDraft(db, key, { key, title: '', text, target: null, updatedAt: Date.now() })
    }
  }
  const latestFlush = useRef(flush)
  useEffect(() => {
    latestFlush.current = flush
  })
  useLastMoment({ keep, save: () => void flush() })
  return {
    flush,
    change: (id, alt) => {
      const now = typed.current
      now.texts.set(id, alt.trim())
      clearTimeout(now.timer)
      now.timer = setTimeout(() => void latestFlush.current(), SAVE_AFTER_MS)
    },
  }
}
