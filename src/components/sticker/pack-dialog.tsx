import { keepPack } from '#commands/keep-pack.ts'
import { removePack } from '#commands/remove-pack.ts'
import type { PackAddress } from '#model/message.ts'
import { type FoundPack, MOST_PACKS, stickerId } from '#model/sticker-pack.ts'
import { packById } from '#storage/sticker-packs.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useDb } from '../account-context.tsx'
import type { MediaOrigin } from '../media-origin.ts'
import { MediaPlaceholder } from '../media-placeholder.tsx'
import { useLive } from '../use-live.ts'
import { useMediaAllowed } from '../use-media-allowed.ts'
import { usePersonName } from '../use-person-name.ts'
import { type Question, useIsOnline, useQuestion } from '../use-question.ts'
import { useRun } from '../use-run.ts'
import styles from './pack-dialog.module.css'
import { useRemovePack } from './pack-state.tsx'
import { StickerImage } from './sticker-image.tsx'

const NO_STYLE = {}

interface PackDialogProps {
  address: PackAddress
  /** Whose sticker it was that led here. */
  origin: MediaOrigin
  onClose: () => void
}

/** A pack that somebody sent a sticker of: all that is in it, and the way to make it one's own. */
export function PackDialog({ address, origin, onClose }: PackDialogProps) {
  const { t } = useText()
  const db = useDb()
  const mine = useLive(async () => (await packById(db, address.id)) ?? null, [db, address.id])
  const known = mine.state === 'data' && mine.data?.wanted ? mine.data : undefined
  const question = useQuestion('open-pack', address, { enabled: mine.state === 'data' && !known })
  const found = question.answer?.pack ?? undefined
  const shown = known ?? found
  return (
    <Dialog open onClose={onClose} title={shown?.name || t('packs.pack')} footer={<Acts found={found} mineKey={known?.key} />}>
      <div className={styles.body}>
        {shown ? <Content pack={shown} isMine={known !== undefined} origin={origin} /> : <NotHere question={question} />}
      </div>
    </Dialog>
  )
}

/** Why there is nothing to look at. */
function NotHere({ question: { answer, asking, failure, again } }: { question: Question<'open-pack'> }) {
  const { t } = useText()
  const online = useIsOnline()
  return (
    <div className={styles.state}>
      {asking && <Spinner label={t('packs.looking')} />}
      {!asking && answer && <p>{t('packs.gone')}</p>}
      {!asking && failure && (
        <>
          <p>{t('packs.notCome')}</p>
          <Button onClick={again}>{t('common.tryAgain')}</Button>
        </>
      )}
      {!answer && !failure && !online && <p>{t('packs.offline')}</p>}
    </div>
  )
}

type Shown = Pick<FoundPack, 'summary' | 'stickers'> & Partial<Pick<FoundPack, 'restricted' | 'genuine'>>

function Content({
  pack: { summary, stickers, restricted, genuine },
  isMine,
  origin,
}: {
  pack: Shown
  isMine: boolean
  origin: MediaOrigin
}) {
  const { t } = useText()
  const name = usePersonName(origin.service)
  const urls = stickers.map(({ url }) => url)
  const isAllowed = useMediaAllowed(urls, origin)
  const allowed = isMine || isAllowed
  return (
    <>
      <p className={styles.from}>{isMine ? t('packs.mine') : t('packs.from', { name })}</p>
      {summary !== '' && (
        <p className={styles.summary}>
          <bdi>{summary}</bdi>
        </p>
      )}
      {!isMine && restricted && <Notice tone="info">{t('packs.restricted')}</Notice>}
      {!isMine && genuine === false && <Notice tone="warning">{t('packs.changed')}</Notice>}
      {allowed === false && <MediaPlaceholder urls={urls} alt="" origin={origin} style={NO_STYLE} className={styles.asked} />}
      {stickers.length === 0 && <p>{t('packs.nothing')}</p>}
      <ul className={styles.stickers} aria-label={t('packs.title')}>
        {stickers.map(sticker => (
          <li key={stickerId(sticker)}>
            <StickerImage sticker={sticker} allowed={allowed} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Acts({ found, mineKey }: { found: FoundPack | undefined; mineKey: string | undefined }) {
  const { t } = useText()
  const run = useRun()
  const remove = useRemovePack()
  const add = async (pack: FoundPack): Promise<void> => {
    const kept = await run(db => keepPack(db, { pack, now: Date.now() }))
    if (kept === 'full') toast(t('packs.tooMany', { most: MOST_PACKS }))
    if (!kept || kept === 'full') return
    const undo = async (): Promise<void> => void (await run(db => removePack(db, { ...kept, now: Date.now(), undoMs: 0 })))
    toast(t('packs.added'), { action: { label: t('common.undo'), onSelect: () => void undo() } })
  }
  if (mineKey !== undefined) return <Button onClick={() => void remove(mineKey)}>{t('packs.takeAway')}</Button>
  // XEP-0449 §4.5: what its maker does not want to be taken on is not offered.
  const mayAdd = found !== undefined && !found.restricted && found.genuine && found.stickers.length > 0
  return (
    <Button variant="primary" disabled={!mayAdd} onClick={() => found && void add(found)}>
      {t('packs.add')}
    </Button>
  )
}
