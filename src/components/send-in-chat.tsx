import { useState } from 'react'
import { sendMessage } from '#commands/send-message.ts'
import type { Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useMe } from './account-context.tsx'
import { PeoplePicker } from './people-picker.tsx'
import { titleOf } from './post-title.ts'
import styles from './send-in-chat.module.css'
import { xmppAddressOf } from './share-post.ts'
import { useRun } from './use-run.ts'

/** Passes a post on to people, each in the conversation with them. */
export function SendInChat({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const [chosen, setChosen] = useState<ReadonlySet<BareJid>>(new Set())
  const [words, setWords] = useState('')
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
        <PeoplePicker chosen={chosen} onChange={setChosen} />
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

/** For clients that know nothing of references: what it is called, and an address that opens it. */
function bodyOf(post: Post, words: string): string {
  return [words.trim(), titleOf(post).trim(), post.webUrl ?? xmppAddressOf(post)].filter(Boolean).join('\n')
}
