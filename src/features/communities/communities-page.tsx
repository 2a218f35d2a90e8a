import { UsersRound } from 'lucide-react'
import { useLiveQuery } from '#components/use-live-query.ts'
import type { NodeKey } from '#model/keys.ts'
import { followedNodes } from '#storage/nodes.ts'
import type { AccountDb } from '#storage/schema.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { NodeRow } from '#components/node-row.tsx'
import { rememberNode } from '#components/use-node.ts'
import { Discovery } from './discovery.tsx'
import styles from './communities-page.module.css'

/** The communities I follow, and where to find others. */
export function CommunitiesPage() {
  const { t } = useText()
  const db = useDb()
  const keys = useLiveQuery(async () => followedKeys(db), [db])
  return (
    <Page title={t('communities.title')} layout="wide">
      <section aria-labelledby="communities-mine">
        <h2 id="communities-mine" className={styles.heading}>
          {t('communities.mine')}
        </h2>
        {!keys && <Skeleton avatar lines={2} />}
        {keys?.length === 0 && (
          <EmptyState icon={<UsersRound />} title={t('communities.mine.empty.title')} text={t('communities.mine.empty.text')} />
        )}
        {keys && keys.length > 0 && (
          <ul className={styles.list}>
            {keys.map(key => (
              <li key={key}>
                <NodeRow nodeKey={key} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {/* Below a list whose length is not known yet nothing has its place. */}
      {keys && <Discovery />}
    </Page>
  )
}

/** With what each row needs at hand, so that it has its height in its first frame. */
async function followedKeys(db: AccountDb): Promise<NodeKey[]> {
  const communities = (await followedNodes(db)).filter(({ kind }) => kind === 'community')
  for (const node of communities) rememberNode(db, node)
  return communities.map(({ key }) => key)
}
