import { TroubleDetails } from '#components/trouble-details.tsx'
import { useTroubleText } from '#components/trouble-text.ts'
import type { SessionState } from '#model/session-state.ts'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './sign-in-page.module.css'

/** Where the attempt stands, in words: the step under way, or what went wrong and what to do. */
export function SignInProgress({ progress, domain }: { progress: SessionState | null; domain: string }) {
  const { t } = useText()
  const textOf = useTroubleText()
  const step = progress?.kind === 'connecting' ? progress.step : 'starting'
  const busy = progress !== null && progress.kind !== 'offline'
  const trouble = progress?.kind === 'offline' ? progress.trouble : null
  const words = trouble === null ? undefined : textOf(trouble, domain)
  return (
    <>
      <p role="status" className={styles.step}>
        {busy && (
          <>
            <Spinner /> {t(`signIn.step.${step}`, { domain })}
          </>
        )}
      </p>
      {words && progress?.kind === 'offline' && (
        <Notice tone="error">
          <strong>{words.headline}</strong>
          <p>{words.help}</p>
          <TroubleDetails detail={progress.detail} />
        </Notice>
      )}
    </>
  )
}
