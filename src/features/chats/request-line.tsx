import type { BareJid } from '#shared/jid.ts'
import { useRequestActs } from '#components/use-request-acts.ts'
import { goTo, placeOfRequests } from '#components/places.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './request-line.module.css'

/** Below what a stranger wrote: who that is, and whether it is welcome. */
export function RequestLine({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const name = usePersonName(jid)
  const { accept, remove } = useRequestActs(jid)
  const leave = async (): Promise<void> => {
    if (await remove()) goTo(placeOfRequests(), { replace: true })
  }
  return (
    <section className={styles.line} aria-label={t('requests.one')}>
      <p className={styles.text}>
        {t('requests.who', { name })} {name !== jid && <bdi className={styles.address}>{jid}</bdi>} {t('requests.quiet')}
      </p>
      <div className={styles.acts}>
        <Button onClick={() => void leave()}>{t('requests.delete')}</Button>
        <Button variant="primary" onClick={accept}>
          {t('requests.accept')}
        </Button>
      </div>
    </section>
  )
}
