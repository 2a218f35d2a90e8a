import { Pencil, Trash2 } from 'lucide-react'
import { removePack, undoRemovePack } from '#commands/remove-pack.ts'
import { discardPack, retryPack } from '#commands/save-pack.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import type { StickerPack } from '#model/sticker-pack.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'
import { failureWords } from '../failure-words.ts'
import { fileSize } from '../file-size.ts'
import { useSession } from '../session-store.ts'
import { useRun } from '../use-run.ts'
import { useSecondThoughts } from '../use-second-thoughts.ts'
import styles from './pack-state.module.css'

/** How far a pack of mine has come. */
export function PackState({ pack }: { pack: StickerPack }) {
  const { t } = useText()
  const lacksPep = useSession(store => store.lacks.has('pep'))
  if (pack.state === 'settled') return null
  if (lacksPep) return <Notice tone="info">{t('packs.noPep')}</Notice>
  return pack.state === 'failed' ? <Refused pack={pack} /> : <p className={styles.pending}>{t('packs.pending')}</p>
}

/** What a pack of mine says of itself, and what can be done with it. */
export function PackActs({ pack: { key, name, summary }, onEdit }: { pack: StickerPack; onEdit: () => void }) {
  const { t } = useText()
  const remove = useRemovePack()
  return (
    <div className={styles.acts}>
      <p className={styles.summary}>
        <bdi>{summary}</bdi>
      </p>
      <IconButton label={t('packs.change', { name })} icon={<Pencil />} onClick={onEdit} />
      <IconButton label={t('packs.remove', { name })} icon={<Trash2 />} onClick={() => void remove(key)} />
    </div>
  )
}

function Refused({ pack: { key, failure } }: { pack: StickerPack }) {
  const { t, intl } = useText()
  const run = useRun()
  const actions = (
    <span className={styles.choices}>
      <Button size="s" onClick={() => void run(db => retryPack(db, { key, now: Date.now() }))}>
        {t('common.tryAgain')}
      </Button>
      <Button size="s" variant="ghost" onClick={() => void run(db => discardPack(db, key))}>
        {t('common.discard')}
      </Button>
    </span>
  )
  return (
    <Notice tone="error" action={actions}>
      {t('packs.failed', { reason: t(failureWords(failure), { limit: fileSize(intl, failure?.limit ?? 0) }) })}
    </Notice>
  )
}

/** Takes a pack out of mine, with a moment for second thoughts. */
export function useRemovePack(): (key: string) => Promise<boolean> {
  const withUndo = useSecondThoughts()
  return key =>
    withUndo(
      'packs.removed',
      db => removePack(db, { key, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }),
      (db, removed) => undoRemovePack(db, { ...removed, now: Date.now() }),
    )
}
