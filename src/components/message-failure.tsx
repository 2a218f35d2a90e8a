import type { Failure, FailureKind } from '#shared/errors.ts'
import { discardChange } from '#commands/discard-change.ts'
import { discardMessage } from '#commands/discard-message.ts'
import { retryChange } from '#commands/retry-change.ts'
import { retryMessage } from '#commands/retry-message.ts'
import { Button } from '#ui/button.tsx'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { failureWords, isFileFailure } from './failure-words.ts'
import { fileSize } from './file-size.ts'
import styles from './message-failure.module.css'
import { useRun } from './use-run.ts'

const REASONS: Record<FailureKind, TextId> = {
  offline: 'chats.failure.timeout',
  timeout: 'chats.failure.timeout',
  forbidden: 'chats.failure.forbidden',
  'not-found': 'chats.failure.not-found',
  'too-large': 'chats.failure.too-large',
  unsupported: 'chats.failure.unsupported',
  storage: 'chats.failure.storage',
  conflict: 'chats.failure.rejected',
  rejected: 'chats.failure.rejected',
  malformed: 'chats.failure.rejected',
  auth: 'chats.failure.rejected',
}

/** Why a message was not sent, and what can be done about it. */
export function MessageFailure({ messageKey, failure }: { messageKey: string; failure: Failure | null }) {
  const { t } = useText()
  const run = useRun()
  const discard = async (button: HTMLElement): Promise<void> => {
    const next = neighbourOf(button)
    await run(db => discardMessage(db, messageKey))
    // The message is gone with the button: the keyboard goes on from the one beside it.
    if (document.activeElement === document.body || document.activeElement === button) next?.focus({ preventScroll: true })
  }
  return (
    <div className={styles.failure}>
      <p>
        <Reason failure={failure} />
      </p>
      <div className={styles.actions}>
        <Button size="s" onClick={() => void run(db => retryMessage(db, messageKey))}>
          {t('common.tryAgain')}
        </Button>
        <Button size="s" variant="ghost" onClick={event => void discard(event.currentTarget)}>
          {t('common.discard')}
        </Button>
      </div>
    </div>
  )
}

/** The message below the one that this is in, or the one above it. */
function neighbourOf(element: HTMLElement): HTMLElement | undefined {
  const messages = Array.from(element.closest('[role=log]')?.querySelectorAll<HTMLElement>('article') ?? [])
  const index = messages.findIndex(message => message.contains(element))
  return messages[index + 1] ?? messages[index - 1]
}

function Reason({ failure }: { failure: Failure | null }) {
  const { t, intl } = useText()
  if (!failure) return t('chats.failure.rejected')
  if (isFileFailure(failure)) {
    const words = failure.condition === 'file-gone' ? 'chats.files.gone' : failureWords(failure)
    return t('chats.files.failed', { reason: t(words, { limit: fileSize(intl, failure.limit ?? 0) }) })
  }
  return (
    <>
      {t(REASONS[failure.kind])}
      {failure.condition && <span className={styles.condition}> ({failure.condition})</span>}
    </>
  )
}

/** Other words for a message, or taking it back, were refused. */
export function ChangeFailure({ messageKey }: { messageKey: string }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  return (
    <div className={styles.failure}>
      <p>{t('messages.changeFailed')}</p>
      <div className={styles.actions}>
        <Button size="s" onClick={() => void run(db => retryChange(db, { me, messageKey }))}>
          {t('common.tryAgain')}
        </Button>
        <Button size="s" variant="ghost" onClick={() => void run(db => discardChange(db, { me, messageKey }))}>
          {t('common.discard')}
        </Button>
      </div>
    </div>
  )
}
