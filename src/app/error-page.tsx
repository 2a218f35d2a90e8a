import type { ErrorComponentProps } from '@tanstack/react-router'
import { CloudAlert, RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import { TroubleDetails } from '#components/trouble-details.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { reportProblem } from './report-problem.ts'

/** What a place shows when drawing it failed. The other places go on working. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const { t } = useText()
  useEffect(() => reportProblem(error instanceof Error ? (error.stack ?? error.message) : String(error)), [error])
  return (
    <Page title={t('shell.error.title')}>
      <EmptyState
        icon={<CloudAlert />}
        title={t('shell.error.title')}
        text={t('shell.error.text')}
        action={
          <>
            <Button variant="primary" icon={<RotateCw />} onClick={() => location.reload()}>
              {t('common.reload')}
            </Button>
            <TroubleDetails detail={error instanceof Error ? `${error.name}: ${error.message}` : String(error)} />
          </>
        }
      />
    </Page>
  )
}
