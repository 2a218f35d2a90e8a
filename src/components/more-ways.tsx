import { EyeOff, MapPin, PenLine, Plus, Sticker } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { createPortal } from 'react-dom'
import type { BareJid } from '#shared/jid.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDrawing } from './drawing/use-drawing.tsx'
import styles from './more-ways.module.css'
import type { DraftField } from './use-draft.ts'

const PlaceDialog = lazy(async () => ({ default: (await import('./place/place-dialog.tsx')).PlaceDialog }))

const StickerPicker = lazy(async () => ({ default: (await import('./sticker/sticker-picker.tsx')).StickerPicker }))

interface MoreWaysProps {
  conversation: BareJid
  /** There is room for a file more. */
  mayAdd: boolean
  /** Something to be sent with the next message. */
  onAdd: (files: readonly File[]) => void
  onSent: () => void
  draft: Pick<DraftField, 'said' | 'changeSaid' | 'answers' | 'setAnswers'>
}

/** What else can be sent but words and files, and that it is to be seen by whoever wants it only. */
export function MoreWays({ conversation, mayAdd, onAdd, onSent, draft }: MoreWaysProps) {
  const { t } = useText()
  const { said, changeSaid } = draft
  const [open, setOpen] = useState<'place' | 'stickers' | null>(null)
  const drawing = useDrawing(null, drawn => onAdd([new File([drawn], 'drawing.png', { type: drawn.type })]))
  const items: MenuItem[] = [
    { label: t('packs.sticker'), icon: <Sticker />, onSelect: () => setOpen('stickers') },
    { label: t('compose.location'), icon: <MapPin />, onSelect: () => setOpen('place') },
    ...(mayAdd ? [{ label: t('drawing.title'), icon: <PenLine />, onSelect: drawing.start }] : []),
    ...(said.spoiler === undefined
      ? [{ label: t('acts.spoiler.hide'), icon: <EyeOff />, onSelect: () => changeSaid(before => ({ ...before, spoiler: '' })) }]
      : []),
  ]
  const close = (): void => setOpen(null)
  return (
    <>
      <Menu label={t('place.more')} trigger={<Plus />} items={items} className={styles.button} />
      {drawing.pad}
      {open !== null &&
        // Outside of the form: to press Enter in it would send what is written.
        createPortal(
          <Suspense>
            {open === 'place' ? (
              <PlaceDialog conversation={conversation} onSent={onSent} onClose={close} />
            ) : (
              <StickerPicker conversation={conversation} draft={draft} onSent={onSent} onClose={close} />
            )}
          </Suspense>,
          document.body,
        )}
    </>
  )
}
