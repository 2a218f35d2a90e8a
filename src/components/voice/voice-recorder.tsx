import { Check, SendHorizontal, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { Bars } from './bars.tsx'
import { clockTime } from './clock-time.ts'
import { type Recorded, type Recording, type RecordingTrouble, startRecording } from './record.ts'
import styles from './voice-recorder.module.css'

/** Nobody says so much at once, and it has to be in memory as a whole. */
const LONGEST_MS = 30 * 60_000
const LOOK_EVERY_MS = 80
const SHOWN_LEVELS = 56
/** Less than this is a slip of the finger. */
const SHORTEST_MS = 300

export interface VoiceRecorderProps {
  /** Keeps what was said on this device, to be listened to and sent. */
  onKeep: (recorded: Recorded) => Promise<void>
  onSend: () => void
  /** Another file instead, where nothing can be recorded. */
  onChooseFile: () => void
  onClose: () => void
}

/** In the place of the text field while something is said. */
export function VoiceRecorder(props: VoiceRecorderProps) {
  const [attempt, setAttempt] = useState(0)
  return <Attempt key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />
}

function Attempt({ onKeep, onSend, onChooseFile, onClose, onAgain }: VoiceRecorderProps & { onAgain: () => void }) {
  const { t } = useText()
  const [state, setState] = useState<'asking' | Recording | RecordingTrouble>('asking')
  const isOver = useRef(false)
  const end = async (recording: Recording, what: 'keep' | 'send' | 'drop'): Promise<void> => {
    if (isOver.current) return
    isOver.current = true
    const recorded = await recording.stop()
    const isWorthIt = recorded.blob.size > 0 && recorded.length >= SHORTEST_MS
    if (what === 'drop' && isWorthIt)
      toast(t('voice.discarded'), { action: { label: t('common.undo'), onSelect: () => void onKeep(recorded) } })
    if (what !== 'drop' && isWorthIt) await onKeep(recorded)
    if (what === 'send' && isWorthIt) onSend()
    onClose()
  }
  // Whoever goes away while something is said finds it in the draft.
  const leave = useEffectEvent((recording: Recording) => void end(recording, 'keep'))
  useEffect(() => {
    let left = false
    let opened: Recording | undefined
    const open = async (): Promise<void> => {
      const started = await startRecording(() => opened && leave(opened))
      if (typeof started === 'string') {
        if (!left) setState(started)
        return
      }
      opened = started
      if (left) void started.stop()
      else setState(started)
    }
    void open()
    return () => {
      left = true
      if (opened) leave(opened)
    }
  }, [])
  if (typeof state === 'object') return <Running recording={state} onEnd={what => void end(state, what)} />
  if (state === 'asking')
    return (
      <div className={styles.panel}>
        <IconButton label={t('common.cancel')} icon={<Trash2 />} onClick={onClose} />
        <p className={styles.words} role="status">
          <Spinner />
          {t('voice.asking')}
        </p>
      </div>
    )
  return <Trouble why={state} onAgain={onAgain} onChooseFile={onChooseFile} onClose={onClose} />
}

interface RunningProps {
  recording: Recording
  onEnd: (what: 'keep' | 'send' | 'drop') => void
}

function Running({ recording, onEnd }: RunningProps) {
  const { t, intl } = useText()
  const [levels, setLevels] = useState<readonly number[]>(() => Array.from({ length: SHOWN_LEVELS }, () => 0))
  const stop = useRef<HTMLButtonElement>(null)
  const look = useEffectEvent(() => {
    setLevels(before => [...before.slice(1), recording.level()])
    if (recording.elapsed() >= LONGEST_MS) onEnd('keep')
  })
  useEffect(() => {
    stop.current?.focus()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className={styles.panel} role="group" aria-label={t('voice.recording')}>
      <IconButton label={t('voice.cancel')} icon={<Trash2 />} onClick={() => onEnd('drop')} />
      <span className={styles.dot} aria-hidden />
      <span className={styles.time} role="timer" aria-label={t('voice.recording')}>
        {clockTime(intl, Math.floor(recording.elapsed() / 1000))}
      </span>
      <span className={styles.levels}>
        <Bars levels={levels} />
      </span>
      <Button ref={stop} className={styles.button} icon={<Check />} onClick={() => onEnd('keep')}>
        {t('voice.stop')}
      </Button>
      <Button className={styles.button} variant="primary" icon={<SendHorizontal />} onClick={() => onEnd('send')}>
        {t('chats.message.send')}
      </Button>
    </div>
  )
}

interface TroubleProps {
  why: RecordingTrouble
  onAgain: () => void
  onChooseFile: () => void
  onClose: () => void
}

/** What is in the way, in words, and two ways on. */
function Trouble({ why, onAgain, onChooseFile, onClose }: TroubleProps) {
  const { t } = useText()
  return (
    <div className={styles.trouble}>
      <Notice tone="warning">{t(`voice.trouble.${why}`)}</Notice>
      <div className={styles.ways}>
        {why !== 'unsupported' && (
          <Button size="s" onClick={onAgain}>
            {t('common.tryAgain')}
          </Button>
        )}
        <Button
          size="s"
          onClick={() => {
            onClose()
            onChooseFile()
          }}
        >
          {t('voice.file')}
        </Button>
        <Button size="s" variant="ghost" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  )
}
