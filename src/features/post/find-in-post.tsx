import { ArrowDown, ArrowUp, Search, X } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './find-in-post.module.css'
import { useMatches } from './use-matches.ts'

/** A button in the header and, once it is pressed, a field below it. The browser's own search stays what it is. */
export function FindInPost({ page }: { page: RefObject<HTMLElement | null> }) {
  const { t } = useText()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <IconButton
        ref={button}
        label={t('reading.find')}
        icon={<Search />}
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      />
      {open && <FindBar page={page} onClose={close} />}
    </>
  )
}

function FindBar({ page, onClose }: { page: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t } = useText()
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const { current, total, step } = useMatches(page, query)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Enter' && event.shiftKey && event.target === field.current) {
      event.preventDefault()
      step(-1)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    step(1)
  }
  const count = total === 0 ? t('reading.find.none') : t('reading.find.count', { current: current + 1, total })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from anywhere inside
    <form role="search" aria-label={t('reading.find')} className={styles.bar} onSubmit={submit} onKeyDown={press}>
      <div className={styles.field}>
        <TextField
          ref={field}
          label={t('reading.find.field')}
          hideLabel
          placeholder={t('reading.find.field')}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          maxLength={200}
          value={query}
          onChange={event => setQuery(event.currentTarget.value)}
        />
      </div>
      <span role="status" className={styles.count}>
        {query.trim() !== '' && count}
      </span>
      <IconButton label={t('reading.find.previous')} icon={<ArrowUp />} disabled={total === 0} onClick={() => step(-1)} />
      <IconButton label={t('reading.find.next')} icon={<ArrowDown />} disabled={total === 0} onClick={() => step(1)} />
      <IconButton label={t('common.close')} icon={<X />} onClick={onClose} />
    </form>
  )
}
