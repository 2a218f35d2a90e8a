import { Clock, Dumbbell, Flag, Hash, Lamp, type LucideIcon, PawPrint, Plane, Smile, User, Utensils } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { moveFocus } from '#ui/roving-focus.ts'
import { useText } from '#ui/text/use-text.ts'
import type { CellGroup, GroupName } from './emoji-groups.ts'
import styles from './emoji-picker.module.css'

const ICONS: Record<GroupName, LucideIcon> = {
  recent: Clock,
  found: Smile,
  0: Smile,
  1: User,
  3: PawPrint,
  4: Utensils,
  5: Plane,
  6: Dumbbell,
  7: Lamp,
  8: Hash,
  9: Flag,
}

/** Ways to the groups of the grid: one stop for the Tab key. */
export function EmojiTabs({ groups, grid }: { groups: readonly CellGroup[]; grid: RefObject<HTMLDivElement | null> }) {
  const { t } = useText()
  const [stop, setStop] = useState(0)
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
    if (event.key.length > 1 && moveFocus(buttons, event.key, { horizontal: true })) event.preventDefault()
  }
  const go = (name: GroupName): void => {
    const group = grid.current?.querySelector<HTMLElement>(`[data-group="${name}"]`)
    group?.scrollIntoView({ block: 'start' })
    group?.querySelector<HTMLElement>('[data-emoji]')?.focus({ preventScroll: true })
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons are the stops
    <div role="toolbar" aria-label={t('emoji.groups')} className={styles.tabs} onKeyDown={move}>
      {groups.map(({ name }, index) => {
        const Icon = ICONS[name]
        return (
          <IconButton
            key={name}
            label={t(`emoji.group.${name}`)}
            icon={<Icon />}
            tabIndex={index === stop ? 0 : -1}
            className={styles.tab}
            onFocus={() => setStop(index)}
            onClick={() => go(name)}
          />
        )
      })}
    </div>
  )
}
