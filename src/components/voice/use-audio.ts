import { type RefObject, use, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { playAlone } from './play-alone.ts'
import { SoundRoomContext } from './sound-room.tsx'

interface Playing {
  speed: number
  /** Something happened to it; read from it what. */
  onChange: (audio: HTMLAudioElement) => void
  onDuration: (seconds: number) => void
  onBroken?: (() => void) | undefined
}

export interface Audio {
  isPlaying: () => boolean
  play: () => void
  pause: () => void
  /** @param at in seconds; before anything was fetched this is where it will begin */
  seek: (at: number) => void
}

const CHANGES = ['play', 'pause', 'ended', 'timeupdate', 'seeked'] as const

/**
 * Plays a recording, by an element in a slot. Nothing is fetched before it is played.
 * @param url null until it may be fetched: then nothing plays
 */
export function useAudio(slot: RefObject<HTMLElement | null>, url: string | null, { speed, ...hears }: Playing): Audio {
  const audio = useRef<HTMLAudioElement>(null)
  const room = use(SoundRoomContext)
  const onChange = useEffectEvent((element: HTMLAudioElement) => {
    // Loading sets it back.
    if (element.playbackRate !== speed) element.playbackRate = speed
    hears.onChange(element)
  })
  const onDuration = useEffectEvent((element: HTMLAudioElement) => {
    if (Number.isFinite(element.duration)) hears.onDuration(element.duration)
  })
  const onBroken = useEffectEvent(() => hears.onBroken?.())
  useLayoutEffect(() => {
    const place = slot.current
    if (url === null || !place) return undefined
    const ongoing = room?.take(url)
    const element = ongoing ?? document.createElement('audio')
    const end = new AbortController()
    const { signal } = end
    for (const name of CHANGES) element.addEventListener(name, () => onChange(element), { signal })
    element.addEventListener('durationchange', () => onDuration(element), { signal })
    element.addEventListener('error', () => onBroken(), { signal })
    if (ongoing) {
      onChange(element)
      onDuration(element)
    } else {
      element.preload = 'none'
      element.src = url
    }
    place.append(element)
    audio.current = element
    return () => {
      end.abort()
      audio.current = null
      // What is only on this device goes with its address.
      if (!element.paused && room && !url.startsWith('blob:')) room.keep(element)
      else element.remove()
    }
  }, [slot, url, room])
  useLayoutEffect(() => {
    if (audio.current) audio.current.playbackRate = speed
  }, [speed])
  return {
    isPlaying: () => audio.current?.paused === false,
    play: () => {
      if (!audio.current) return
      playAlone(audio.current)
      // What cannot be played says so by an event of its own.
      audio.current.play().catch(() => undefined)
    },
    pause: () => audio.current?.pause(),
    seek: at => {
      if (audio.current) audio.current.currentTime = at
    },
  }
}
