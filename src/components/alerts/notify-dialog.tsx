import { setChat } from '#commands/set-chat.ts'
import { wishesOf } from '#model/conversation.ts'
import type { Conversation } from '#model/message.ts'
import { NOTIFY_SETTINGS } from '#model/record.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useRun } from '../use-run.ts'
import styles from './notify-dialog.module.css'

interface NotifyDialogProps {
  conversation: Conversation
  name: string
  onClose: () => void
}

/** What of one conversation rings. It holds as soon as it is chosen. */
export function NotifyDialog({ conversation, name, onClose }: NotifyDialogProps) {
  const { t } = useText()
  const run = useRun()
  const { notify } = wishesOf(conversation)
  return (
    <Dialog open title={t('alerts.of.title', { name })} onClose={onClose}>
      <div className={styles.content}>
        <fieldset className={styles.choices}>
          <legend>{t('alerts.of.legend')}</legend>
          {NOTIFY_SETTINGS.map(setting => (
            <label key={setting} className={styles.choice}>
              <input
                type="radio"
                name="notify"
                checked={notify === setting}
                onChange={() =>
                  void run(db => setChat(db, { conversation: conversation.jid, change: { notify: setting }, now: Date.now() }))
                }
              />
              <span>{t(`alerts.of.${setting}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className={styles.hint}>{t('alerts.of.hint')}</p>
        <p className={styles.hint}>
          {t('alerts.of.device')} <a href="#/settings/notifications">{t('alerts.of.settings')}</a>
        </p>
      </div>
    </Dialog>
  )
}
