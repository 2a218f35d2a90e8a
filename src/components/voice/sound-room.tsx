import { createContext, type ReactNode, useState } from 'react'

/** Where recordings go on that are played and scrolled away from. */
export interface SoundRoom {
  keep: (audio: HTMLAudioElement) => void
  /** The one of this address that still plays there. */
  take: (url: string) => HTMLAudioElement | undefined
}

export const SoundRoomContext = createContext<SoundRoom | null>(null)

/**
 * Around a list that draws only what is near: what plays in it goes on until the list is left. An element that is put elsewhere in
 * the document within one task plays on; one whose place goes from the document stops by itself.
 */
export function KeepsPlaying({ children }: { children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const room = element && roomIn(element)
  return (
    <SoundRoomContext value={room}>
      {children}
      <div ref={setElement} hidden />
    </SoundRoomContext>
  )
}

const rooms = new WeakMap<HTMLElement, SoundRoom>()

function roomIn(element: HTMLElement): SoundRoom {
  const known = rooms.get(element)
  if (known) return known
  const room: SoundRoom = {
    keep: audio => {
      element.append(audio)
      audio.addEventListener('ended', () => element === audio.parentElement && audio.remove(), { once: true })
    },
    take: url => Array.from(element.querySelectorAll('audio')).find(audio => audio.getAttribute('src') === url),
  }
  rooms.set(element, room)
  return room
}
