import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { HistoryHandle } from '#components/conversation-history.tsx'
import type { MessagePlace } from '#storage/messages.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'

/** The message that the address of a conversation names; false: it names none. */
export type NamedPlace = MessagePlace | 'not here' | false

/** Goes to the message that the address names, whenever it names another one. @returns the one to open at */
export function useNamedPlace(place: NamedPlace, history: RefObject<HistoryHandle | null>): MessagePlace | null {
  const { t } = useText()
  const named = place === false || place === 'not here' ? null : place
  const [start] = useState(named)
  const shown = useRef(start?.key)
  const isMissing = place === 'not here'
  const show = useEffectEvent((key: string | undefined) => {
    if (named && key !== shown.current) void history.current?.show(named)
    shown.current = key
  })
  const say = useEffectEvent(() => toast(t('messages.notHere')))
  const key = named?.key
  useEffect(() => show(key), [key])
  useEffect(() => {
    if (isMissing) say()
  }, [isMissing])
  return start
}
