import { Pause, Play } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './audio-player.module.css'
import { Bars } from './bars.tsx'
import { clockTime } from './clock-time.ts'
import { loadSound, type Sound, type SoundFile } from './load-sound.ts'
import { useSpeed } from './speed.ts'
import { useAudio } from './use-audio.ts'

/** Of a recording that nothing is known of but its name. */
const FLAT = Array.from({ length: 56 }, () => 0)
/** As many steps as one can point at. */
const STEPS = 100

export interface AudioPlayerProps extends SoundFile {
  name: string
  /** It may be fetched. Until then nothing is, and the button to play it says that it is wanted. */
  allowed: boolean
  /** Once it may be fetched, how loud it is over time is looked at before it is played. */
  measured: boolean
  onWanted?: () => void
  onBroken?: () => void
}

/** A recording: how loud it is over time, where in it one is, how fast it goes. */
export function AudioPlayer({ name, allowed, measured, onWanted, onBroken, ...file }: AudioPlayerProps) {
  const { t, intl } = useText()
  const { url, length } = file
  const frame = useRef<HTMLSpanElement>(null)
  const sound = useSound(frame, allowed && measured, file)
  const { speed, next } = useSpeed()
  const [now, setNow] = useState({ at: 0, playing: false })
  const isWanted = useRef(false)
  const [told, setTold] = useState<number | null>(null)
  const duration = told ?? sound?.duration ?? (length === undefined ? null : length / 1000)
  const audio = useAudio(frame, allowed ? url : null, {
    speed,
    onChange: element => {
      setNow({ at: element.ended ? 0 : element.currentTime, playing: !element.paused && !element.ended })
    },
    onDuration: setTold,
    onBroken,
  })
  const beginWanted = useEffectEvent(() => {
    if (isWanted.current) audio.play()
    isWanted.current = false
  })
  useEffect(() => {
    if (allowed) beginWanted()
  }, [allowed])
  const toggle = (): void => {
    if (audio.isPlaying()) audio.pause()
    else if (allowed) audio.play()
    else {
      isWanted.current = true
      onWanted?.()
    }
  }
  return (
    <span ref={frame} className={styles.player} role="group" aria-label={name}>
      <IconButton
        className={styles.play}
        label={t(now.playing ? 'voice.pause' : 'voice.play')}
        icon={now.playing ? <Pause /> : <Play />}
        onClick={toggle}
      />
      <Track
        at={now.at}
        duration={allowed ? duration : null}
        levels={sound?.levels ?? FLAT}
        onSeek={at => {
          audio.seek(at)
          setNow(before => ({ ...before, at }))
        }}
      />
      <span className={styles.time}>{duration !== null && clockTime(intl, duration - now.at)}</span>
      <button type="button" className={styles.speed} title={t('voice.speed', { speed })} onClick={next}>
        <span aria-hidden>{intl.formatNumber(speed)}×</span>
        <VisuallyHidden>{t('voice.speed', { speed })}</VisuallyHidden>
      </button>
    </span>
  )
}

interface TrackProps {
  at: number
  duration: number | null
  levels: readonly number[]
  onSeek: (at: number) => void
}

/** Where in it one is. The slider is the browser's own, so every key and every finger works; what is seen lies below it. */
function Track({ at, duration, levels, onSeek }: TrackProps) {
  const { t, intl } = useText()
  const part = duration ? Math.min(1, at / duration) : 0
  const text = t('voice.place', { at: clockTime(intl, at), whole: clockTime(intl, duration ?? 0) })
  return (
    <span className={styles.track}>
      <Bars levels={levels} className={styles.all} />
      <span className={styles.played} style={{ inlineSize: `${part * 100}%` }}>
        <span style={{ inlineSize: part > 0 ? `${100 / part}%` : '100%' }}>
          <Bars levels={levels} />
        </span>
      </span>
      <input
        type="range"
        className={styles.slider}
        min={0}
        max={duration ?? 1}
        step={(duration ?? 1) / STEPS}
        value={at}
        disabled={duration === null}
        aria-label={t('voice.seek')}
        aria-valuetext={text}
        onChange={event => onSeek(event.target.valueAsNumber)}
      />
    </span>
  )
}

/** Asked for once it may be and is near the window, and once only. */
function useSound(frame: RefObject<HTMLElement | null>, allowed: boolean, file: SoundFile): Sound | undefined {
  const [found, setFound] = useState<{ url: string; sound: Sound | undefined }>()
  const load = useEffectEvent(() => loadSound(file))
  const { url } = file
  useEffect(() => {
    const element = frame.current
    if (!element || !allowed) return undefined
    let left = false
    const observer = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return
      observer.disconnect()
      void load().then(sound => left || setFound({ url, sound }))
    })
    observer.observe(element)
    return () => {
      left = true
      observer.disconnect()
    }
  }, [frame, allowed, url])
  return found?.url === url ? found.sound : undefined
}
