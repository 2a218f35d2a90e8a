import { MapPin, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './more-ways.module.css'

const PlaceDialog = lazy(async () => ({ default: (await import('./place/place-dialog.tsx')).PlaceDialog }))

interface MoreWaysProps {
  conversation: BareJid
  onSent: () => void
}

/** What else can be sent but words and files. */
export function MoreWays({ conversation, onSent }: MoreWaysProps) {
  const { t } = useText()
  const [open, setOpen] = useState<'place' | null>(null)
  const items: MenuItem[] = [{ label: t('compose.location'), icon: <MapPin />, onSelect: () => setOpen('place') }]
  const close = (): void => setOpen(null)
  return (
    <>
      <Menu label={t('place.more')} trigger={<Plus />} items={items} className={styles.button} />
      {open === 'place' && (
        <Suspense>
          <PlaceDialog conversation={conversation} onSent={onSent} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
