import { UserRoundPlus } from 'lucide-react'
import { hasLocal, parseBareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import { placeOfPerson } from '#components/places.ts'
import styles from './people-page.module.css'

/** What was typed is an address: the way to whoever that is. */
export function FindPerson({ address, known }: { address: string; known: boolean }) {
  const { t } = useText()
  const jid = parseBareJid(address.trim().replace(/^xmpp:/i, ''))
  if (!jid || !hasLocal(jid) || known) return null
  return (
    <a href={placeOfPerson(jid)} className={styles.find}>
      <UserRoundPlus aria-hidden />
      <span>{t('people.find', { address: jid })}</span>
    </a>
  )
}
