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

/** What a pack of mine says of itself, how far it has come, and what can be done with it. */
export function PackState({ pack, onEdit }: { pack: StickerPack; onEdit: () => void }) {
  const { t } = useText()
  const remove = useRemovePack()
  const lacksPep = useSession(store => store.lacks.has('pep'))
  return (
    <>
      <div className={styles.head}>
        <p className={styles.summary}>
          <bdi>{pack.summary}</bdi>
        </p>
        <IconButton label={t('packs.change', { name: pack.name })} icon={<Pencil />} onClick={onEdit} />
        <IconButton label={t('packs.remove', { name: pack.name })} icon={<Trash2 />} onClick={() => void remove(pack.key)} />
      </div>
      {lacksPep && pack.state !== 'settled' ? (
        <Notice tone="info">{t('packs.noPep')}</Notice>
      ) : (
        <>
          {pack.state === 'pending' && <p className={styles.pending}>{t('packs.pending')}</p>}
          {pack.state === 'failed' && <Refused pack={pack} />}
        </>
      )}
    </>
  )
}

function Refused({ pack: { key, failure } }: { pack: StickerPack }) {
  const { t, intl } = useText()
  const run = useRun()
  const actions = (
    <span className={styles.actions}>
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
