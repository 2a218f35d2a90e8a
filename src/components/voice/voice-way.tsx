import { Mic } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { keepFiles } from '#commands/keep-files.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useRun } from '../use-run.ts'
import { recordingName, type Recorded } from './record.ts'
import styles from './voice-way.module.css'

const VoiceRecorder = lazy(async () => ({ default: (await import('./voice-recorder.tsx')).VoiceRecorder }))

interface VoiceWayProps {
  /** Key of the draft whose files it joins. */
  owner: string
  disabled: boolean
  className: string | undefined
  onSend: () => void
  onChooseFile: () => void
  /** The text field is there again. */
  onDone: () => void
}

/**
 * The way to say something instead of writing it. What is said is kept with the other files of the draft, from the moment that it ends:
 * a reload loses nothing.
 */
export function VoiceWay({ owner, disabled, className, onDone, ...rest }: VoiceWayProps) {
  const { t } = useText()
  const run = useRun()
  const [isOpen, setIsOpen] = useState(false)
  const keep = async ({ blob, length }: Recorded): Promise<void> => {
    await run(db => keepFiles(db, { owner, files: [{ name: recordingName(blob.type), blob, length }] }))
  }
  const close = (): void => {
    setIsOpen(false)
    requestAnimationFrame(onDone)
  }
  return (
    <>
      {isOpen && (
        <div className={styles.part} data-voice>
          <Suspense fallback={<div className={styles.room} />}>
            <VoiceRecorder onKeep={keep} onClose={close} {...rest} />
          </Suspense>
        </div>
      )}
      <IconButton disabled={disabled} className={className} label={t('voice.record')} icon={<Mic />} onClick={() => setIsOpen(true)} />
    </>
  )
}
