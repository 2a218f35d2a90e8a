import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useDb } from '#components/account-context.tsx'
import { namingAt, type Naming } from '#model/completion.ts'
import type { BareJid } from '#shared/jid.ts'
import { peopleBeginning, tagsBeginning } from '#storage/completions.ts'
import type { AccountDb } from '#storage/schema.ts'
import { insertText } from './insert-text.ts'

export interface Completion {
  key: string
  label: string
  /** Whose picture stands before it. */
  person: BareJid | null
  /** What it puts into the text. */
  insert: string
}

async function completionsFor(db: AccountDb, { kind, typed }: Naming): Promise<Completion[]> {
  if (kind === 'tag') return (await tagsBeginning(db, typed)).map(tag => ({ key: tag, label: `#${tag}`, person: null, insert: `#${tag} ` }))
  // A name leads to its person, for whoever reads the post and wherever.
  return (await peopleBeginning(db, typed)).map(({ jid, name }) => ({
    key: jid,
    label: name,
    person: jid,
    insert: `[@${name.replace(/[[\]\\]/g, '')}](xmpp:${encodeURI(jid)}) `,
  }))
}

export interface Completions {
  id: string
  items: readonly Completion[]
  active: number
  /** The caret moved, or the text changed. */
  look: (field: HTMLTextAreaElement) => void
  /** @returns true when the key was for the list */
  press: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
  choose: (field: HTMLTextAreaElement, completion: Completion) => void
  close: () => void
}

/** Tags and people that fit what is being named at the caret, from what this device knows. */
export function useCompletions(): Completions {
  const db = useDb()
  const id = useId()
  const [naming, setNaming] = useState<Naming>()
  const [items, setItems] = useState<readonly Completion[]>([])
  const [active, setActive] = useState(0)
  useEffect(() => {
    if (!naming) return undefined
    let left = false
    const find = async (): Promise<void> => {
      const found = await completionsFor(db, naming)
      if (left) return
      setItems(found)
      setActive(0)
    }
    void find()
    return () => {
      left = true
    }
  }, [db, naming])

  const close = (): void => {
    setNaming(undefined)
    setItems([])
  }
  const choose = (field: HTMLTextAreaElement, { insert }: Completion): void => {
    if (!naming) return
    const end = naming.from + insert.length
    insertText(field, { from: naming.from, to: naming.to, insert, start: end, end })
    close()
  }
  return {
    id,
    items,
    active,
    close,
    choose,
    look: field => {
      const found = field.selectionStart === field.selectionEnd ? namingAt(field.value, field.selectionStart) : undefined
      if (found) setNaming(found)
      else close()
    },
    press: event => {
      const chosen = items[active]
      if (!chosen) return false
      if (event.key === 'ArrowDown') setActive((active + 1) % items.length)
      else if (event.key === 'ArrowUp') setActive((active + items.length - 1) % items.length)
      else if (event.key === 'Escape') close()
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey && !event.metaKey)
        choose(event.currentTarget, chosen)
      else return false
      event.preventDefault()
      return true
    },
  }
}
