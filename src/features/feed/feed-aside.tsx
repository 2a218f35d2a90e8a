import { useLiveQuery } from '#components/use-live-query.ts'
import type { FeedNode } from '#model/node.ts'
import type { BareJid } from '#shared/jid.ts'
import { followedNodes } from '#storage/nodes.ts'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { NodePicture } from '#components/node-picture.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { placeOfChat, placeOfNode } from '#components/places.ts'
import { PresenceDot } from '#components/presence-dot.tsx'
import { useSession } from '#components/session-store.ts'
import { usePersonName } from '#components/use-person-name.ts'
import styles from './feed-aside.module.css'

const MOST = 12

/** Beside the feed while nothing is open: the communities it is made of, and who is there to talk to. */
export function FeedAside() {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const communities = useLiveQuery(async () => (await followedNodes(db)).filter(({ kind }) => kind === 'community'), [db], [])
  const presence = useSession(store => store.presence)
  const here = [...presence].flatMap(([jid, show]) => (show === 'offline' || jid === me ? [] : [jid])).toSorted()
  return (
    <>
      {communities.length > 0 && (
        <section className={styles.section} aria-labelledby="feed-aside-communities">
          <h2 id="feed-aside-communities" className={styles.heading}>
            {t('feed.aside.communities')}
          </h2>
          <ul>
            {communities.slice(0, MOST).map(node => (
              <li key={node.key}>
                <Community known={node} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {here.length > 0 && (
        <section className={styles.section} aria-labelledby="feed-aside-here">
          <h2 id="feed-aside-here" className={styles.heading}>
            {t('feed.aside.here')}
          </h2>
          <ul>
            {here.slice(0, MOST).map(jid => (
              <li key={jid}>
                <Here jid={jid} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Community({ known }: { known: FeedNode }) {
  const { t } = useText()
  const { key, service, node, avatarUrl, health } = known
  const name = known.title || node
  return (
    <a href={placeOfNode(service, node)} className={styles.row}>
      <NodePicture nodeKey={key} service={service} title={name} picture={avatarUrl} size={32} />
      <bdi className={styles.name}>{name}</bdi>
      {(health === 'gone' || health === 'forbidden') && <span className={styles.state}>{t(`states.${health}`)}</span>}
    </a>
  )
}

function Here({ jid }: { jid: BareJid }) {
  const name = usePersonName(jid)
  return (
    <a href={placeOfChat(jid)} className={styles.row}>
      <span className={styles.person}>
        <PersonAvatar jid={jid} size={32} />
        <PresenceDot jid={jid} />
      </span>
      <bdi className={styles.name}>{name}</bdi>
    </a>
  )
}
