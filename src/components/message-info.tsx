import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Message } from '#model/message.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './message-info.module.css'
import { usePersonName } from './use-person-name.ts'

const Versions = lazy(async () => ({ default: (await import('./message-versions.tsx')).MessageVersions }))

/** What is known of a message besides its words: when, how far, by which names, and who could read it on its way. */
export function MessageInfo({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useText()
  const [showsVersions, setShowsVersions] = useState(false)
  const { direction, from, sentAt, receivedAt, archivedAt, versions, state, originId, archiveId } = message
  const name = usePersonName(from)
  if (showsVersions && versions)
    return (
      <Suspense>
        <Versions versions={versions} onClose={onClose} />
      </Suspense>
    )
  return (
    <Dialog open onClose={onClose} title={t('acts.info')}>
      <dl className={styles.facts}>
        <Fact name={t('acts.info.from')}>
          <bdi>{name}</bdi>
          {name !== from && <bdi className={styles.address}>{from}</bdi>}
        </Fact>
        <When name={t('acts.info.written')} at={sentAt} />
        <When name={t('acts.info.archived')} at={archivedAt} />
        <When name={t('acts.info.received')} at={receivedAt} />
        <When name={t('acts.info.edited')} at={versions?.at(-1)?.at} />
        {direction === 'out' && state !== 'received' && <Fact name={t('acts.info.state')}>{t(`chats.state.${state}`)}</Fact>}
        <Fact name={t('acts.info.path')}>{t('acts.info.open')}</Fact>
        {originId !== null && <Id name={t('acts.info.originId')} id={originId} />}
        {archiveId !== null && <Id name={t('acts.info.archiveId')} id={archiveId} />}
      </dl>
      {versions && (
        <Button variant="secondary" onClick={() => setShowsVersions(true)}>
          {t('reading.versions.show')}
        </Button>
      )}
    </Dialog>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function When({ name, at }: { name: string; at: number | undefined }) {
  const { intl } = useText()
  if (at === undefined) return null
  return (
    <Fact name={name}>
      <time dateTime={new Date(at).toISOString()}>{intl.formatDate(at, { dateStyle: 'full', timeStyle: 'medium' })}</time>
    </Fact>
  )
}

function Id({ name, id }: { name: string; id: string }) {
  return (
    <Fact name={name}>
      <code className={styles.id} dir="ltr">
        {id.slice(0, 1024)}
      </code>
    </Fact>
  )
}
