import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'

interface UnsentDialogProps {
  /** Outbox rows that have not reached the server; closed at 0. */
  count: number
  onClose: () => void
  onSignOut: () => void
}

export function UnsentDialog({ count, onClose, onSignOut }: UnsentDialogProps) {
  const { t } = useText()
  return (
    <Dialog
      open={count > 0}
      onClose={onClose}
      title={t('settings.signOut.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="danger" onClick={onSignOut}>
            {t('settings.signOut.anyway')}
          </Button>
        </>
      }
    >
      <p>{t('settings.signOut.unsent', { count })}</p>
    </Dialog>
  )
}
