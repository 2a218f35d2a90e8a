import { ListChecks } from 'lucide-react'
import { ButtonLink } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import { startCatchUpAnew } from './catch-up-state.ts'
import { placeOfCatchUp } from './places.ts'

/** The way to what was missed. Whoever takes it begins anew, other than somebody who comes back from a post. */
export function CatchUpLink() {
  const { t } = useText()
  const db = useDb()
  return (
    <ButtonLink href={placeOfCatchUp()} variant="ghost" size="s" icon={<ListChecks />} onClick={() => startCatchUpAnew(db)}>
      {t('catchUp.title')}
    </ButtonLink>
  )
}
