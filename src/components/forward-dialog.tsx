import { useState } from 'react'
import { forwardMessages, undoForward } from '#commands/forward-messages.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { PeoplePicker } from './people-picker.tsx'
import styles from './send-in-chat.module.css'
import { useSecondThoughts } from './use-second-thoughts.ts'

interface ForwardDialogProps {
  /** Of the messages that are passed on. */
  keys: readonly string[]
  onClose: () => void
  onDone: () => void
}

/** Passes messages on to people, each in the conversation with them. */
export function ForwardDialog({ keys, onClose, onDone }: ForwardDialogProps) {
  const { t } = useText()
  const me = useMe()
  const withUndo = useSecondThoughts()
  const [chosen, setChosen] = useState<ReadonlySet<BareJid>>(new Set())
  const send = async (): Promise<void> => {
    const done = await withUndo(
      'acts.forwarded',
      db => forwardMessages(db, { me, keys, to: [...chosen], now: Date.now(), undoMs: SECOND_THOUGHTS_MS }),
      (db, written) => undoForward(db, { me, keys: written, now: Date.now() }),
    )
    if (done) onDone()
  }
  const footer = (
    <Button variant="primary" disabled={chosen.size === 0} onClick={() => void send()}>
      {t('share.send', { count: chosen.size })}
    </Button>
  )
  return (
    <Dialog open onClose={onClose} title={t('acts.forwardTitle', { count: keys.length })} footer={footer}>
      <div className={styles.form}>
        <PeoplePicker chosen={chosen} onChange={setChosen} />
      </div>
    </Dialog>
  )
}
