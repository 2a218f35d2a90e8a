import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useDb } from '../account-context.tsx'
import { emojiNamedAt, namingAt, type Naming } from '#model/completion.ts'
import { useText } from '#ui/text/use-text.ts'
import { type Completion, completionsFor, emojiFor, type Written } from './completions-for.ts'
import { insertText } from './insert-text.ts'

export interface Completions {
  id: string
  items: readonly Completion[]
  active: number
  /** The caret moved, or the text changed. */
  look: (field: HTMLTextAreaElement) => void
  /** Something was typed: a shortcode that has ended becomes its emoji. */
  replace: (field: HTMLTextAreaElement) => void
  /** @returns true when the key was for the list */
  press: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
  choose: (field: HTMLTextAreaElement, completion: Completion) => void
  close: () => void
}

/** Tags, people and emoji that fit what is being named at the caret, from what this device knows. */
export function useCompletions({ written, onChoose }: { written: Written; onChoose?: (completion: Completion) => void }): Completions {
  const db = useDb()
  const id = useId()
  const { locale } = useText().intl
  const [naming, setNaming] = useState<Naming>()
  const [items, setItems] = useState<readonly Completion[]>([])
  const [active, setActive] = useState(0)
  useEffect(() => {
    if (!naming) return undefined
    let left = false
    const find = async (): Promise<void> => {
      const found = await completionsFor(db, naming, locale, written)
      if (left) return
      setItems(found)
      setActive(0)
    }
    void find()
    return () => {
      left = true
    }
  }, [db, naming, locale, written])

  const close = (): void => {
    setNaming(undefined)
    setItems([])
  }
  const choose = (field: HTMLTextAreaElement, completion: Completion): void => {
    if (!naming) return
    const { insert } = completion
    const end = naming.from + insert.length
    insertText(field, { from: naming.from, to: naming.to, insert, start: end, end })
    onChoose?.(completion)
    close()
  }
  const replace = async (field: HTMLTextAreaElement): Promise<void> => {
    const text = field.value
    const named = emojiNamedAt(text, field.selectionStart)
    const insert = named && (await emojiFor(db, named.typed, locale))
    // Loading them took a moment: only where nobody went on writing meanwhile.
    if (!insert || field.value !== text || field.selectionStart !== named.to) return
    const end = named.from + insert.length
    insertText(field, { from: named.from, to: named.to, insert, start: end, end })
    close()
  }
  return {
    id,
    items,
    active,
    close,
    choose,
    replace: field => void replace(field),
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
