import { Archive, ArchiveRestore, Bell, BellOff, Check, Images, Pin, PinOff, Trash2 } from 'lucide-react'
import type { RefObject } from 'react'
import { setChat } from '#commands/set-chat.ts'
import { wishesOf } from '#model/conversation.ts'
import type { Conversation } from '#model/message.ts'
import type { ChatWishes } from '#model/record.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { goTo, placeOfChatMedia } from './places.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'
import { useRequestActs } from './use-request-acts.ts'
import { useRun } from './use-run.ts'

const HOUR_MS = 3_600_000
const TIMES = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const
/** The last day that dates know. */
const FOR_GOOD = 8_640_000_000_000_000

interface ConversationMenuProps {
  conversation: Conversation
  name: string
  isMuted: boolean
  /** Its row: what leaves the list hands the focus on. */
  row: RefObject<HTMLElement | null>
  className: string | undefined
}

/** What can be done with a conversation in the inbox. Everything but pinning can be taken back. */
export function ConversationMenu({ conversation, name, isMuted, row, className }: ConversationMenuProps) {
  const { t } = useText()
  const run = useRun()
  const withUndo = useSecondThoughts()
  const { jid } = conversation
  const wishes = wishesOf(conversation)
  const change = (wanted: Partial<ChatWishes>) => (db: Parameters<typeof setChat>[0]) =>
    setChat(db, { conversation: jid, change: wanted, now: Date.now() })
  const undoably = (said: TextId, wanted: Partial<ChatWishes>): void => {
    void withUndo(said, change(wanted), async (db, before) => {
      await change(before)(db)
      return true
    })
  }
  const move = (said: TextId, wanted: Partial<ChatWishes>) => (): void => {
    neighbourOf(row.current)?.focus()
    undoably(said, wanted)
  }
  const acts = useRequestActs(jid)
  const and = (act: () => void) => (): void => {
    neighbourOf(row.current)?.focus()
    act()
  }
  const mute = (until: number) => (): void => undoably('inbox.done.muted', { mutedUntil: until })
  const items: MenuItem[] = wishes.archived
    ? [{ label: t('inbox.unarchive'), icon: <ArchiveRestore />, onSelect: move('inbox.done.unarchived', { archived: false }) }]
    : [
        {
          label: t(wishes.pinned ? 'inbox.unpin' : 'inbox.pin'),
          icon: wishes.pinned ? <PinOff /> : <Pin />,
          onSelect: () => void run(change({ pinned: !wishes.pinned })),
        },
        { label: t('inbox.archive'), icon: <Archive />, onSelect: move('inbox.done.archived', { archived: true, pinned: false }) },
      ]
  if (conversation.archived === 2)
    items.splice(
      0,
      Infinity,
      { label: t('requests.accept'), icon: <Check />, onSelect: and(acts.accept) },
      { label: t('requests.delete'), icon: <Trash2 />, onSelect: and(() => void acts.remove()), danger: true },
    )
  else if (isMuted) {
    items.push({ label: t('inbox.unmute'), icon: <Bell />, onSelect: () => undoably('inbox.done.unmuted', { mutedUntil: null }) })
  } else {
    for (const time of ['hour', 'day', 'week'] as const)
      items.push({ label: t(`inbox.mute.${time}`), icon: <BellOff />, onSelect: () => mute(Date.now() + TIMES[time])() })
    items.push({ label: t('inbox.mute.always'), icon: <BellOff />, onSelect: mute(FOR_GOOD) })
  }
  items.push({ label: t('gallery.open'), icon: <Images />, onSelect: () => goTo(placeOfChatMedia(jid)) })
  return <Menu label={t('inbox.menu', { name })} items={items} className={className} />
}

function neighbourOf(row: HTMLElement | null): HTMLElement | undefined {
  const links = [...(row?.closest('[role=list]')?.querySelectorAll<HTMLElement>('[role=listitem] > a') ?? [])]
  const at = links.findIndex(link => row?.contains(link))
  return links[at + 1] ?? links[at - 1]
}
