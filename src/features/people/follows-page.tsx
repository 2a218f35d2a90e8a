import { ContactRound } from 'lucide-react'
import { type NodeKey, parseNodeKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '#components/account-context.tsx'
import { failureWords } from '#components/failure-words.ts'
import { FollowButton } from '#components/follow-button.tsx'
import { NodeRow } from '#components/node-row.tsx'
import { placeOfPerson } from '#components/places.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { useIsOnline, useQuestion } from '#components/use-question.ts'
import styles from './follows-page.module.css'
import { PersonRow } from './person-row.tsx'

/** The people and communities that somebody shows to follow, each with the way to follow it oneself. */
export function FollowsPage({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const isMe = jid === useMe()
  const name = usePersonName(jid)
  return (
    <Page title={isMe ? t('follows.mine.title') : t('follows.page', { name })} back={placeOfPerson(jid)}>
      {isMe && <p className={styles.note}>{t('follows.mine.text')}</p>}
      <Shown jid={jid} />
    </Page>
  )
}

function Shown({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const isMe = jid === useMe()
  const online = useIsOnline()
  const { answer, failure, again } = useQuestion('open-follows', { jid }, { freshMs: isMe ? 0 : 300_000 })
  if (answer && answer.follows.length === 0)
    return (
      <EmptyState
        icon={<ContactRound />}
        title={t(isMe ? 'follows.mine.none' : 'follows.none')}
        text={t(isMe ? 'follows.mine.none.text' : 'follows.none.text')}
      />
    )
  if (answer) return <Lists follows={answer.follows} />
  if (!online) return <EmptyState icon={<ContactRound />} title={t('follows.offline')} text={t('follows.offline.text')} />
  if (!failure) return <Skeleton avatar lines={3} />
  return (
    <Notice
      tone="warning"
      action={
        <Button size="s" onClick={again}>
          {t('common.tryAgain')}
        </Button>
      }
    >
      {t(failureWords(failure))}
    </Notice>
  )
}

function Lists({ follows }: { follows: readonly { key: NodeKey; title: string }[] }) {
  const { t } = useText()
  const people = follows.flatMap(({ key }) => {
    const address = parseNodeKey(key)
    return address?.node === BLOG_NODE ? [address.service] : []
  })
  const communities = follows.filter(({ key }) => parseNodeKey(key)?.node !== BLOG_NODE)
  return (
    <>
      {communities.length > 0 && (
        <section className={styles.list} aria-label={t('communities.title')}>
          <h2>{t('communities.title')}</h2>
          <ul>
            {communities.map(({ key, title }) => (
              <li key={key}>
                <NodeRow nodeKey={key} claimed={title} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {people.length > 0 && (
        <section className={styles.list} aria-label={t('people.title')}>
          <h2>{t('people.title')}</h2>
          <ul>
            {people.map(jid => (
              <li key={jid}>
                <Followed jid={jid} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Followed({ jid }: { jid: BareJid }) {
  const name = usePersonName(jid)
  const isMe = jid === useMe()
  return (
    <div className={styles.person}>
      <PersonRow jid={jid} />
      {!isMe && <FollowButton service={jid} node={BLOG_NODE} kind="person" title={name} />}
    </div>
  )
}
