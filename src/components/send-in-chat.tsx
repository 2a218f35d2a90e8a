import { useState } from 'react'
import { sendMessage } from '#commands/send-message.ts'
import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { peopleToWriteTo } from '#storage/conversations.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useDb, useMe } from './account-context.tsx'
import { PersonAvatar } from './person-avatar.tsx'
import { titleOf } from './post-title.ts'
import styles from './send-in-chat.module.css'
import { xmppAddressOf } from './share-post.ts'
import { useLive } from './use-live.ts'
import { useRun } from './use-run.ts'

const MOST = 50

/** Passes a post on to people, each in the conversation with them. */
export function SendInChat({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<BareJid>>(new Set())
  const [words, setWords] = useState('')
  const toggle = (jid: BareJid) => (isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(jid)
    else next.delete(jid)
    setChosen(next)
  }
  const send = async (): Promise<void> => {
    const body = bodyOf(post, words)
    const done = await run(async db => {
      for (const conversation of chosen) await sendMessage(db, { me, conversation, body, post: post.key, now: Date.now() })
      return true
    })
    if (!done) return
    toast(t('share.sent', { count: chosen.size }))
    onClose()
  }
  const footer = (
    <Button variant="primary" disabled={chosen.size === 0} onClick={() => void send()}>
      {t('share.send', { count: chosen.size })}
    </Button>
  )
  return (
    <Dialog open onClose={onClose} title={t('share.chat')} footer={footer}>
      <div className={styles.form}>
        <TextField label={t('share.find')} value={typed} autoComplete="off" onChange={event => setTyped(event.currentTarget.value)} />
        <People typed={typed} chosen={chosen} toggle={toggle} />
        <TextField
          label={t('share.words')}
          value={words}
          autoComplete="off"
          maxLength={1000}
          onChange={event => setWords(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  )
}

interface PeopleProps {
  typed: string
  chosen: ReadonlySet<BareJid>
  toggle: (jid: BareJid) => (isChosen: boolean) => void
}

function People({ typed, chosen, toggle }: PeopleProps) {
  const { t } = useText()
  const db = useDb()
  const people = useLive(() => peopleToWriteTo(db), [db])
  if (people.state !== 'data') return null
  const wanted = typed.trim().toLowerCase()
  // Who is chosen stays in sight, whatever is typed.
  const fitting = people.data.filter(({ jid, name }) => chosen.has(jid) || jid.includes(wanted) || name.toLowerCase().includes(wanted))
  if (fitting.length === 0) return <p className={styles.none}>{t(people.data.length === 0 ? 'share.nobody' : 'share.notFound')}</p>
  return (
    <ul className={styles.people} aria-label={t('share.people')}>
      {fitting.slice(0, MOST).map(({ jid, name }) => (
        <li key={jid} className={styles.person}>
          <PersonAvatar jid={jid} size={36} />
          <Checkbox label={name || jid} checked={chosen.has(jid)} onChange={event => toggle(jid)(event.currentTarget.checked)} />
        </li>
      ))}
    </ul>
  )
}

/** For clients that know nothing of references: what it is called, and an address that opens it. */
function bodyOf(post: Post, words: string): string {
  return [words.trim(), titleOf(post).trim(), post.webUrl ?? xmppAddressOf(post)].filter(Boolean).join('\n')
}
