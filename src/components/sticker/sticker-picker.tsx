import { Plus, Sticker as StickerIcon } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { sendSticker } from '#commands/send-sticker.ts'
import { type StickerPack, stickerId } from '#model/sticker-pack.ts'
import type { BareJid } from '#shared/jid.ts'
import { recentStickers, stickerPacks } from '#storage/sticker-packs.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { moveFocus } from '#ui/roving-focus.ts'
import { SyncLine } from '#ui/sync-line.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '../account-context.tsx'
import { useLive } from '../use-live.ts'
import { useQuestion } from '../use-question.ts'
import type { DraftField } from '../use-draft.ts'
import { useRun } from '../use-run.ts'
import { PackEditor } from './pack-editor.tsx'
import { PackActs, PackState } from './pack-state.tsx'
import { type Placed, StickerGrid } from './sticker-grid.tsx'
import styles from './sticker-picker.module.css'
import { useKeepStickers } from './use-keep-stickers.ts'

export interface StickerPickerProps {
  conversation: BareJid
  /** What is being written answers a message: then the sticker does. */
  draft: Pick<DraftField, 'answers' | 'setAnswers'>
  onSent: () => void
  onClose: () => void
}

const RECENT = 'recent'

/** My stickers: a press sends one at once. What my other devices did to them is looked up when this opens. */
export function StickerPicker({ conversation, draft, onSent, onClose }: StickerPickerProps) {
  const { t } = useText()
  const [edited, setEdited] = useState<StickerPack | 'new' | null>(null)
  const { packs, recent, isAsking } = useMyPacks()
  const [chosen, setChosen] = useState<string>()
  const send = useSend({ conversation, draft, onSent, onClose })
  if (edited !== null) {
    const leave = (key?: string): void => {
      if (key !== undefined) setChosen(key)
      setEdited(null)
    }
    return <PackEditor pack={edited === 'new' ? null : edited} onSaved={leave} onClose={() => leave()} />
  }
  const make = (
    <Button icon={<Plus />} onClick={() => setEdited('new')}>
      {t('packs.make')}
    </Button>
  )
  const isEmpty = packs?.length === 0
  const tab = chosen !== undefined && (chosen === RECENT || packs?.some(({ key }) => key === chosen)) ? chosen : undefined
  return (
    <Dialog open onClose={onClose} title={t('packs.title')} className={styles.dialog} footer={isEmpty ? undefined : make}>
      <div className={styles.body}>
        {isAsking && <SyncLine label={t('packs.asking')} />}
        {isEmpty && <EmptyState icon={<StickerIcon />} title={t('packs.empty.title')} text={t('packs.empty.text')} action={make} />}
        {packs && !isEmpty && (
          <Packs packs={packs} recent={recent} tab={tab} onTab={setChosen} onPick={send} onEdit={pack => setEdited(pack)} />
        )}
      </div>
    </Dialog>
  )
}

function useMyPacks() {
  const db = useDb()
  const packs = useLive(async () => stickerPacks(db), [db])
  const { asking } = useQuestion('my-packs', {}, { freshMs: 0 })
  const [ids, setIds] = useState<readonly string[]>([])
  useEffect(() => {
    const read = async (): Promise<void> => setIds(await recentStickers(db))
    void read()
  }, [db])
  const all = packs.state === 'data' ? packs.data : undefined
  const known = new Map(
    all?.flatMap(({ key: packKey, stickers }) => stickers.map(sticker => [stickerId(sticker), { packKey, sticker }] as const)),
  )
  return { packs: all, recent: ids.flatMap(id => known.get(id) ?? []), isAsking: asking }
}

function useSend({ conversation, draft: { answers, setAnswers }, onSent, onClose }: StickerPickerProps): (picked: Placed) => void {
  const me = useMe()
  const run = useRun()
  const isSending = useRef(false)
  const send = async (picked: Placed): Promise<void> => {
    // A second press in the same moment is none.
    if (isSending.current) return
    isSending.current = true
    const key = await run(db => sendSticker(db, { ...picked, me, conversation, answers, now: Date.now() }))
    isSending.current = false
    if (key === undefined) return
    if (answers !== null) setAnswers(null)
    onClose()
    onSent()
  }
  return picked => void send(picked)
}

interface PacksProps {
  packs: readonly StickerPack[]
  recent: readonly Placed[]
  tab: string | undefined
  onTab: (tab: string) => void
  onPick: (picked: Placed) => void
  onEdit: (pack: StickerPack) => void
}

function Packs({ packs, recent, tab, onTab, onPick, onEdit }: PacksProps) {
  const { t } = useText()
  const shown = tab ?? (recent.length > 0 ? RECENT : (packs[0]?.key ?? RECENT))
  const pack = packs.find(({ key }) => key === shown)
  const stickers = pack ? pack.stickers.map(sticker => ({ packKey: pack.key, sticker })) : recent
  useKeepStickers(pack)
  const name = pack ? pack.name || t('packs.pack') : t('packs.recent')
  return (
    <>
      <Tabs packs={packs} hasRecent={recent.length > 0} shown={shown} onTab={onTab} />
      <div role="tabpanel" aria-label={name} className={styles.panel}>
        {pack && <PackState pack={pack} />}
        {stickers.length === 0 && <p>{t('packs.nothing')}</p>}
        <StickerGrid key={shown} label={t('packs.of', { name })} stickers={stickers} onPick={onPick} />
        {pack && <PackActs pack={pack} onEdit={() => onEdit(pack)} />}
      </div>
    </>
  )
}

function Tabs({
  packs,
  hasRecent,
  shown,
  onTab,
}: {
  packs: readonly StickerPack[]
  hasRecent: boolean
  shown: string
  onTab: (tab: string) => void
}) {
  const { t } = useText()
  const tabs = [...(hasRecent ? [{ key: RECENT, name: t('packs.recent') }] : []), ...packs]
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
    if (event.key.length > 1 && moveFocus(buttons, event.key, { horizontal: true })) event.preventDefault()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its tabs are the stops
    <div role="tablist" aria-label={t('packs.list')} className={styles.tabs} onKeyDown={move}>
      {tabs.map(({ key, name }) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={key === shown}
          tabIndex={key === shown ? 0 : -1}
          className={styles.tab}
          onFocus={() => onTab(key)}
          onClick={() => onTab(key)}
        >
          <bdi className={styles.name}>{name || t('packs.pack')}</bdi>
        </button>
      ))}
    </div>
  )
}
