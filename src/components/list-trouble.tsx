import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'

/** In a list's place when this device could not read it. What is at the server is safe, and it says so. */
export function ListTrouble() {
  const { t } = useText()
  return (
    <Notice tone="error" action={<Button onClick={() => location.reload()}>{t('common.reload')}</Button>}>
      {t('chats.trouble')}
    </Notice>
  )
}
