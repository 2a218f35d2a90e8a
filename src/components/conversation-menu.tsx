import { Archive, ArchiveRestore, Bell, BellOff, BellRing, Check, CheckCheck, FileDown, Images, Pin, PinOff, Trash2 } from 'lucide-react'
import { lazy, type RefObject, Suspense, useState } from 'react'
import { isMutedAt, wishesOf } from '#model/conversation.ts'
import type { Conversation } from '#model/message.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMinute } from '#ui/time.tsx'
import { goTo, placeOfChatMedia } from './places.ts'
import { type ChatActs, useChatActs } from './use-chat-acts.ts'

const NotifyDialog = lazy(async () => ({ default: (await import('./alerts/notify-dialog.tsx')).NotifyDialog }))
const ExportDialog = lazy(async () => ({ default: (await import('./export/export-dialog.tsx')).ExportDialog }))

interface ConversationMenuProps {
  conversation: Conversation
  name: string
  /** Its row: what leaves the list hands the focus on. */
  row?: RefObject<HTMLElement | null>
  className?: string | undefined
}

/** What can be done with a conversation. */
export function ConversationMenu({ conversation, name, row, className }: ConversationMenuProps) {
  const { t } = useText()
  const [dialog, setDialog] = useState<'notify' | 'export' | null>(null)
  const acts = useItems(conversation, useChatActs(conversation, row))
  const leads: MenuItem[] = [
    { label: t('gallery.open'), icon: <Images />, onSelect: () => goTo(placeOfChatMedia(conversation.jid)) },
    { label: t('alerts.of'), icon: <BellRing />, onSelect: () => setDialog('notify') },
    { label: t('export.menu'), icon: <FileDown />, onSelect: () => setDialog('export') },
  ]
  // A new list: what a hook gave is kept by the compiler, and would grow with each drawing.
  const items = conversation.archived === 2 ? acts : [...acts, ...leads]
  return (
    <>
      <Menu label={t('inbox.menu', { name })} items={items} className={className} />
      <Suspense>
        {dialog === 'notify' && <NotifyDialog conversation={conversation} name={name} onClose={() => setDialog(null)} />}
        {dialog === 'export' && <ExportDialog conversation={conversation} name={name} onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  )
}

function useItems(conversation: Conversation, acts: ChatActs): MenuItem[] {
  const { t } = useText()
  const now = useMinute()
  const { archived, pinned } = wishesOf(conversation)
  if (conversation.archived === 2)
    return [
      { label: t('requests.accept'), icon: <Check />, onSelect: acts.accept },
      { label: t('requests.delete'), icon: <Trash2 />, onSelect: acts.remove, danger: true },
    ]
  const items: MenuItem[] = archived
    ? [{ label: t('inbox.unarchive'), icon: <ArchiveRestore />, onSelect: acts.archive }]
    : [
        { label: t(pinned ? 'inbox.unpin' : 'inbox.pin'), icon: pinned ? <PinOff /> : <Pin />, onSelect: acts.pin },
        { label: t('inbox.archive'), icon: <Archive />, onSelect: acts.archive },
      ]
  if (conversation.unread > 0) items.push({ label: t('inbox.read'), icon: <CheckCheck />, onSelect: acts.markRead })
  if (isMutedAt(conversation, now)) return [...items, { label: t('inbox.unmute'), icon: <Bell />, onSelect: acts.unmute }]
  for (const time of ['hour', 'day', 'week'] as const)
    items.push({ label: t(`inbox.mute.${time}`), icon: <BellOff />, onSelect: () => acts.mute(time) })
  return items
}
