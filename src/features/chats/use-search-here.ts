import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { focusMessage } from '#components/use-go-to.ts'

export interface SearchHere {
  isOpen: boolean
  open: () => void
  /** @param last the message that one goes on from, if any */
  close: (last: string | null) => void
  /** Where one types. */
  field: RefObject<HTMLInputElement | null>
  /** What opens it has the focus again when it closes with nothing to go on from. */
  button: RefObject<HTMLButtonElement | null>
  /** For the whole conversation: the keys of "find" mean this one, a second time the browser's own. */
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

const isFind = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'f' && ctrlKey !== metaKey && !shiftKey && !altKey

/** The search inside of a conversation: whether it is open, and the keys and buttons that open it. */
export function useSearchHere(): SearchHere {
  const [isOpen, setOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const open = (): void => {
    setOpen(true)
    field.current?.focus()
    field.current?.select()
  }
  return {
    isOpen,
    open,
    close: last => {
      setOpen(false)
      if (last === null || !focusMessage(last)) button.current?.focus()
    },
    field,
    button,
    onKeyDown: event => {
      if (!isFind(event) || document.activeElement === field.current) return
      event.preventDefault()
      open()
    },
  }
}
