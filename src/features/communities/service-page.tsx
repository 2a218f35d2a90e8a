import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { type NodeKey, parseNodeKey } from '#model/keys.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { SteadyList } from '#ui/steady-list/steady-list.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { failureWords } from '#components/failure-words.ts'
import { NodeRow } from '#components/node-row.tsx'
import { useCommunities } from '#components/use-own-communities.ts'
import { useIsOnline } from '#components/use-question.ts'
import styles from './communities-page.module.css'

/** From this many on, a field to narrow the list down helps more than it takes. */
const FILTER_FROM = 12
const ROW_HEIGHT = 72

/** The communities of one service. */
export function ServicePage({ service }: { service: BareJid }) {
  const { t } = useText()
  const { keys, question } = useCommunities(service)
  const online = useIsOnline()
  const none = keys?.length === 0
  return (
    <Page title={service} back="#/communities">
      {question.failure && (
        <Notice
          tone="warning"
          className={styles.health ?? ''}
          action={
            <Button size="s" onClick={question.again}>
              {t('common.tryAgain')}
            </Button>
          }
        >
          {t('communities.service.failed', { service, reason: t(failureWords(question.failure)) })}
        </Notice>
      )}
      {none && question.asking && [0, 1, 2].map(index => <Skeleton key={index} avatar lines={2} />)}
      {none && !online && <EmptyState icon={<SearchX />} title={service} text={t('communities.service.offline')} />}
      {none && question.answer && !question.asking && (
        <EmptyState icon={<SearchX />} title={t('communities.service.empty.title')} text={t('communities.service.empty.text')} />
      )}
      {keys && keys.length > 0 && <NodeList keys={keys} />}
      {question.answer?.truncated && <p className={styles.note}>{t('communities.service.truncated')}</p>}
    </Page>
  )
}

function NodeList({ keys }: { keys: readonly NodeKey[] }) {
  const { t } = useText()
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = wanted === '' ? keys : keys.filter(key => parseNodeKey(key)?.node.toLowerCase().includes(wanted))
  return (
    <>
      {keys.length >= FILTER_FROM && (
        <div className={styles.filter}>
          <TextField type="search" label={t('communities.filter')} value={filter} onChange={event => setFilter(event.target.value)} />
        </div>
      )}
      {shown.length === 0 && <p className={styles.note}>{t('communities.filter.none')}</p>}
      <SteadyList items={shown} keyOf={String} usual={ROW_HEIGHT}>
        {key => <NodeRow nodeKey={key} />}
      </SteadyList>
    </>
  )
}
