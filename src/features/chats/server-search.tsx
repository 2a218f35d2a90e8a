import { Server } from 'lucide-react'
import { useState } from 'react'
import type { ArchiveHit } from '#bridge/contract.ts'
import type { BareJid } from '#shared/jid.ts'
import { isFilter, parseQuery } from '#model/search-query.ts'
import { termsOf } from '#model/search-terms.ts'
import { useAccount } from '#components/account-context.tsx'
import { Marks } from '#components/marks.tsx'
import { useLive } from '#components/use-live.ts'
import { useIsOnline, useQuestion } from '#components/use-question.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { storedPart } from '#storage/search-conversation.ts'
import { Button } from '#ui/button.tsx'
import { type Text, useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import styles from './server-search.module.css'

interface ServerSearchProps {
  jid: BareJid
  typed: string
  historyComplete: boolean
  /** Leads to a message, which is on this device by then. */
  onShow: (archiveId: string) => void
}

interface Found {
  words: string
  hits: ArchiveHit[]
  /** From where older ones are asked for; null where there are none. */
  before: string | null
  isSearched: boolean
}

/** Looks for what is not on this device in the archive of the server, where that can look for words (XEP-0431). */
export function ServerSearch({ jid, typed, historyComplete, onShow }: ServerSearchProps) {
  const { t } = useText()
  const { db } = useAccount()
  const online = useIsOnline()
  const words = wordsOf(typed)
  const part = useLive(() => storedPart(db, jid), [db, jid])
  const isMissing = !historyComplete || (part.state === 'data' && part.data.hasHoles)
  const { answer } = useQuestion('archive-search-offered', {}, { enabled: isMissing, freshMs: Infinity })
  const { found, isBusy, isFailed, search } = useServerSearch(jid, words)
  if (!answer?.offered || !isMissing || words === '') return null
  return (
    <div className={styles.server}>
      {!found && (
        <Button size="s" icon={<Server aria-hidden />} busy={isBusy} disabled={!online} onClick={() => void search(null)}>
          {t('find.server')}
        </Button>
      )}
      <p className={styles.state} role="status">
        {isFailed ? t('find.server.failed') : found && saidOf(t, found)}
      </p>
      {found && found.hits.length > 0 && (
        <ul className={styles.list} aria-label={t('find.server.list')}>
          {found.hits.map(hit => (
            <Hit key={hit.archiveId} jid={jid} hit={hit} typed={typed} onShow={onShow} />
          ))}
        </ul>
      )}
      {found?.before != null && (
        <Button size="s" busy={isBusy} disabled={!online} onClick={() => void search(found)}>
          {t('find.server.more')}
        </Button>
      )}
    </div>
  )
}

function saidOf(t: Text['t'], { isSearched, hits }: Found): string {
  return isSearched ? t('find.server.found', { count: hits.length }) : t('find.server.unable')
}

/** The words alone: a filter is nothing that an archive knows. */
function wordsOf(typed: string): string {
  return parseQuery(typed)
    .flatMap(part => (isFilter(part) ? [] : part.value))
    .join(' ')
}

function useServerSearch(jid: BareJid, words: string) {
  const { ask } = useAccount()
  const [found, setFound] = useState<Found | null>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const search = async (earlier: Found | null): Promise<void> => {
    setState('busy')
    try {
      const { hits, before, isSearched } = await ask('search-archive', { conversation: jid, words, before: earlier?.before ?? null })
      setFound({ words, hits: [...(earlier?.hits ?? []), ...hits], before, isSearched })
      setState('idle')
    } catch {
      // Said in place, and the button stays.
      setState('failed')
    }
  }
  // Of other words it is no answer.
  const isOfThese = found?.words === words
  return { found: isOfThese ? found : null, isBusy: state === 'busy', isFailed: state === 'failed', search }
}

interface HitProps {
  jid: BareJid
  hit: ArchiveHit
  typed: string
  onShow: (archiveId: string) => void
}

function Hit({ jid, hit: { archiveId, direction, sentAt, words }, typed, onShow }: HitProps) {
  const { t, intl } = useText()
  const { ask } = useAccount()
  const name = usePersonName(jid)
  const [isBusy, setIsBusy] = useState(false)
  const open = async (): Promise<void> => {
    setIsBusy(true)
    try {
      const { found } = await ask('open-archived', { conversation: jid, archiveId })
      if (found) onShow(archiveId)
      else toast(t('find.server.gone'))
    } catch {
      toast(t('find.server.failed'))
    }
    setIsBusy(false)
  }
  return (
    <li>
      <button type="button" className={styles.hit} aria-busy={isBusy} onClick={() => void open()}>
        <span className={styles.facts}>
          <bdi>{direction === 'out' ? t('find.server.mine') : name}</bdi>
          {' · '}
          <time dateTime={new Date(sentAt).toISOString()}>{intl.formatDate(sentAt, { dateStyle: 'medium', timeStyle: 'short' })}</time>
        </span>
        <span className={styles.words} dir="auto">
          <Marks text={words} terms={termsOf(parseQuery(typed), typed)} />
        </span>
      </button>
    </li>
  )
}
