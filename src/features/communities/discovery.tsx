import { ArrowRight, Server } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { domainOf, parseBareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '#components/account-context.tsx'
import { CommunitySuggestions } from '#components/community-suggestions.tsx'
import { failureWords } from '#components/failure-words.ts'
import { goTo, placeOfService } from '#components/places.ts'
import { useOwnServices } from '#components/use-own-communities.ts'
import { useIsOnline } from '#components/use-question.ts'
import styles from './communities-page.module.css'

/** Where communities can be found: the services of my server, and any other by its address. */
export function Discovery() {
  const { t } = useText()
  const me = useMe()
  const online = useIsOnline()
  const { services, question } = useOwnServices()
  const none = services?.length === 0
  return (
    <section aria-labelledby="communities-discover" className={styles.discover}>
      <h2 id="communities-discover" className={styles.heading}>
        {t('communities.discover')}
      </h2>
      {none && question.asking && <Skeleton avatar lines={2} />}
      {none && !online && <p className={styles.note}>{t('communities.discover.offline')}</p>}
      {none && question.failure && (
        <Notice
          tone="warning"
          action={
            <Button size="s" onClick={question.again}>
              {t('common.tryAgain')}
            </Button>
          }
        >
          {t(failureWords(question.failure))}
        </Notice>
      )}
      {none && question.answer && <p className={styles.note}>{t('communities.discover.none', { domain: domainOf(me) })}</p>}
      <ul>
        {services?.map(service => (
          <li key={service}>
            <a href={placeOfService(service)} className={styles.service}>
              <Server aria-hidden />
              <bdi>{service}</bdi>
              <ArrowRight aria-hidden className={styles.arrow} />
            </a>
          </li>
        ))}
      </ul>
      <OpenService />
      {/* Last, since they come when the server has answered. */}
      {services?.map(service => (
        <CommunitySuggestions
          key={service}
          service={service}
          title={t('communities.suggestions', { service })}
          className={styles.suggestions}
        />
      ))}
    </section>
  )
}

/** Any server's communities, by its address. */
function OpenService() {
  const { t } = useText()
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState(false)
  const open = (event: FormEvent): void => {
    event.preventDefault()
    const service = parseBareJid(address.trim().replace(/^xmpp:/i, ''))
    if (service) goTo(placeOfService(service))
    else setWrong(true)
  }
  return (
    <form className={styles.open} onSubmit={open}>
      <TextField
        label={t('communities.open')}
        hint={t('communities.open.hint')}
        error={wrong ? t('communities.open.wrong') : undefined}
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        value={address}
        onChange={event => {
          setAddress(event.target.value)
          setWrong(false)
        }}
      />
      <Button type="submit" disabled={address.trim() === ''}>
        {t('communities.open.button')}
      </Button>
    </form>
  )
}
