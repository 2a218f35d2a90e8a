import { type NodeKey, parseNodeKey } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import type { BareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import { FollowButton } from './follow-button.tsx'
import { NodePicture } from './node-picture.tsx'
import styles from './node-row.module.css'
import { placeOfNode } from './places.ts'
import { useNode } from './use-node.ts'

interface NodeRowProps {
  nodeKey: NodeKey
  /** What somebody calls it, where it is not known better. */
  claimed?: string
}

/** A community in a list: what it is, how many read it, and the way in. */
export function NodeRow({ nodeKey, claimed = '' }: NodeRowProps) {
  const known = useNode(nodeKey)
  const address = parseNodeKey(nodeKey)
  if (!address || known === undefined) return <div className={styles.row} />
  const { service, node } = address
  const title = [known?.title, claimed].find(Boolean) ?? node
  return (
    <div className={styles.row}>
      <NodePicture nodeKey={nodeKey} service={service} title={title} picture={known?.avatarUrl ?? null} />
      <div className={styles.text}>
        <a className={styles.title} href={placeOfNode(service, node)}>
          <bdi>{title}</bdi>
        </a>
        {known?.description && (
          <p className={styles.description} dir="auto">
            {known.description}
          </p>
        )}
        <Facts service={service} known={known} />
      </div>
      <FollowButton service={service} node={node} kind="community" title={title} />
    </div>
  )
}

function Facts({ service, known }: { service: BareJid; known: FeedNode | null }) {
  const { t } = useText()
  if (known?.health === 'gone' || known?.health === 'forbidden')
    return (
      <p className={styles.facts}>
        <span className={styles.state}>{t(`states.${known.health}`)}</span> · <bdi>{service}</bdi>
      </p>
    )
  return (
    <p className={styles.facts}>
      <bdi>{service}</bdi>
      {known?.subscribers != null && ` · ${t('communities.followers', { count: known.subscribers })}`}
      {known?.itemCount != null && known.itemCount > 0 && ` · ${t('communities.posts', { count: known.itemCount })}`}
    </p>
  )
}
