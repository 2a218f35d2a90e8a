import { VolumeOff, Volume2 } from 'lucide-react'
import type { Mute } from '#model/record.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useMute, useUnmute } from './use-mute.ts'
import { useIsMuted } from './use-muted.ts'

interface MuteButtonProps extends Pick<Mute, 'what' | 'target'> {
  /** Who or what it is, for the accessible name. */
  name: string
}

/** Mutes somebody or a community for good, or lets them in again. */
export function MuteButton({ what, target, name }: MuteButtonProps) {
  const { t } = useText()
  const isMuted = useIsMuted(what, target)
  const mute = useMute()
  const unmute = useUnmute()
  const change = isMuted ? unmute : mute
  return (
    <Button variant="ghost" icon={isMuted ? <Volume2 /> : <VolumeOff />} onClick={() => void change({ what, target, until: null })}>
      {t(isMuted ? 'mutes.unmute' : 'mutes.mute')}
      <VisuallyHidden> {name}</VisuallyHidden>
    </Button>
  )
}
