import { useEffect, useRef, useState } from 'react'
import { type BareJid, hasLocal, parseBareJid } from '#shared/jid.ts'
import { startConversation } from '#commands/start-conversation.ts'
import { useDb } from '#components/account-context.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { goTo, placeOfChat } from '#components/places.ts'
import { useLive } from '#components/use-live.ts'
import { useRun } from '#components/use-run.ts'
import { listContacts } from '#storage/contacts.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './new-conversation.module.css'

const SUGGESTIONS = 50

/** Starts a conversation, with an address or somebody from the contacts. */
export function NewConversation({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText()
  return (
    <Dialog open={open} onClose={onClose} title={t('chats.start')}>
      <WhoWith onDone={onClose} />
    </Dialog>
  )
}

function WhoWith({ onDone }: { onDone: () => void }) {
  const { t } = useText()
  const run = useRun()
  const [typed, setTyped] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  // The dialog has opened by now. With touch the keyboard would cover the contacts.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])

  const startWith = async (jid: BareJid): Promise<void> => {
    const done = await run(async db => {
      await startConversation(db, { jid, now: Date.now() })
      return true
    })
    if (!done) return
    onDone()
    goTo(placeOfChat(jid))
  }

  const address = addressIn(typed)
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault()
        if (address) void startWith(address)
        else setIsWrong(true)
      }}
    >
      <TextField
        label={t('chats.start.address')}
        hint={t('chats.start.hint')}
        error={isWrong ? t('chats.start.wrong') : undefined}
        value={typed}
        inputMode="email"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        ref={field}
        onChange={event => {
          setTyped(event.currentTarget.value)
          setIsWrong(false)
        }}
      />
      <Suggestions typed={typed} onPick={jid => void startWith(jid)} />
      <Button type="submit" variant="primary" disabled={typed.trim() === ''}>
        {t('chats.start.go')}
      </Button>
    </form>
  )
}

/** The address of a person in what was typed or pasted, an xmpp: link included. */
function addressIn(typed: string): BareJid | undefined {
  const jid = parseBareJid(
    typed
      .trim()
      .replace(/^xmpp:/i, '')
      .replace(/\?.*$/, ''),
  )
  return jid && hasLocal(jid) ? jid : undefined
}

function Suggestions({ typed, onPick }: { typed: string; onPick: (jid: BareJid) => void }) {
  const { t } = useText()
  const db = useDb()
  const contacts = useLive(() => listContacts(db), [db])
  if (contacts.state !== 'data') return null
  const wanted = typed.trim().toLowerCase()
  const fitting = contacts.data.filter(contact => contact.jid.includes(wanted) || contact.name.toLowerCase().includes(wanted))
  if (fitting.length === 0) return null
  return (
    <ul className={styles.contacts} aria-label={t('chats.start.contacts')}>
      {fitting.slice(0, SUGGESTIONS).map(contact => (
        <li key={contact.jid}>
          <button type="button" className={styles.contact} onClick={() => onPick(contact.jid)}>
            <PersonAvatar jid={contact.jid} size={36} />
            <span className={styles.who}>
              <span className={styles.name} dir="auto">
                {contact.name || contact.jid}
              </span>
              {contact.name !== '' && (
                <span className={styles.address} dir="auto">
                  {contact.jid}
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
