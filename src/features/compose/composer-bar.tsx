import { FilePlus2, Send, Timer, Trash2 } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '#ui/button.tsx'
import { Menu } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useIsOnline } from '#components/use-question.ts'
import styles from './composer-bar.module.css'
import { EmojiButton } from '#components/emoji/emoji-button.tsx'
import { FormatToolbar } from './format-toolbar.tsx'
import { insertAtCaret } from '#components/completion/insert-text.ts'
import type { Publishing } from './use-publishing.ts'

interface ComposerBarProps {
  field: RefObject<HTMLTextAreaElement | null>
  publishing: Publishing
  isEmpty: boolean
  /** It may be published as it is. */
  isReady: boolean
  isEdit: boolean
  /** It is to be published later. */
  isLater: boolean
}

/** What is always at hand: the marks for the text, and what becomes of it. It stays in sight, above the keyboard of a phone. */
export function ComposerBar({ field, publishing, isEmpty, isReady, isEdit, isLater }: ComposerBarProps) {
  const { t } = useText()
  const online = useIsOnline()
  const { state, discard, keep } = publishing
  const name = isEdit ? 'compose.save' : isLater ? 'compose.later.schedule' : 'compose.publish'
  return (
    <div className={styles.bar}>
      {!online && !isLater && <p className={styles.note}>{t('compose.offline')}</p>}
      <div className={styles.tools}>
        <EmojiButton onPick={emoji => field.current && insertAtCaret(field.current, emoji)} />
        <FormatToolbar field={field} />
      </div>
      <div className={styles.actions}>
        {!isEmpty && (
          <Menu
            label={t('compose.draftMenu')}
            items={[
              { label: t('compose.keep'), icon: <FilePlus2 />, onSelect: () => void keep() },
              { label: t('common.discard'), icon: <Trash2 />, danger: true, onSelect: () => void discard() },
            ]}
          />
        )}
        <Button
          type="submit"
          variant="primary"
          icon={isLater ? <Timer /> : <Send className={styles.send} />}
          busy={state === 'publishing'}
          disabled={!isReady}
          title={t('compose.shortcut')}
        >
          {t(name)}
        </Button>
      </div>
    </div>
  )
}
