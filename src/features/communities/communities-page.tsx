import { useLiveQuery } from 'dexie-react-hooks'
import { UsersRound } from 'lucide-react'
import { followedNodes } from '#storage/nodes.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { NodeRow } from '#components/node-row.tsx'
import { Discovery } from './discovery.tsx'
import styles from './communities-page.module.css'

/** The communities I follow, and where to find others. */
export function CommunitiesPage() {
  const { t } = useText()
  const db = useDb()
  const keys = useLiveQuery(async () => (await followedNodes(db)).flatMap(({ kind, key }) => (kind === 'community' ? [key] : [])), [db])
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
      <Discovery />
    </Page>
  )
}
