import { Compass } from 'lucide-react'
import { ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'

/** A link to nowhere explains itself. */
export function Missing() {
  const { t } = useText()
  return (
    <Page title={t('shell.notFound.title')}>
      <EmptyState
        icon={<Compass />}
        title={t('shell.notFound.title')}
        text={t('shell.notFound.text')}
        action={<ButtonLink href="#/feed">{t('shell.toFeed')}</ButtonLink>}
      />
    </Page>
  )
}
