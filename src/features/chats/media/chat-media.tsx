import { FileText, Images, Link2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useDb } from '#components/account-context.tsx'
import { placeOfChat, placeOfChatMedia } from '#components/places.ts'
import { useLiveQuery } from '#components/use-live-query.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getConversation } from '#storage/conversations.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './chat-media.module.css'
import { type ChatMediaKind, MEDIA_KINDS } from './media-of.ts'
import { MediaPage, type Shown, ShownThings } from './media-page.tsx'
import { FileThing, LinkThing, PictureThing } from './shared-things.tsx'

const ICONS = { pictures: <Images />, files: <FileText />, links: <Link2 /> }
const THINGS = { pictures: PictureThing, files: FileThing, links: LinkThing }

/** What was shared in a conversation, as far as it is on this device. */
export function ChatMedia({ jid, kind }: { jid: BareJid; kind: ChatMediaKind }) {
  const { t } = useText()
  const name = usePersonName(jid)
  return (
    <Page layout="fill" title={t('gallery.title', { name })} back={placeOfChat(jid)}>
      <div className={styles.whole} data-scroller>
        <nav className={styles.kinds} aria-label={t('gallery.kinds')}>
          {MEDIA_KINDS.map(each => (
            <a
              key={each}
              href={placeOfChatMedia(jid, each)}
              className={styles.kind}
              aria-current={each === kind ? 'page' : undefined}
              data-replace
            >
              {t(`gallery.${each}`)}
            </a>
          ))}
        </nav>
        <Shared key={kind} jid={jid} kind={kind} />
      </div>
    </Page>
  )
}

function Shared({ jid, kind }: { jid: BareJid; kind: ChatMediaKind }) {
  const { t } = useText()
  const db = useDb()
  const [shown] = useState((): Shown => ({ pages: new Map(), drawn: new Set() }))
  /** Undefined until all is looked through. */
  const [isEmpty, setIsEmpty] = useState<boolean>()
  const isComplete = useLiveQuery(async () => (await getConversation(db, jid))?.historyComplete ?? false, [db, jid])
  const end = useCallback(
    (isLastEmpty: boolean) => setIsEmpty(isLastEmpty && [...shown.pages.values()].every(things => things.length === 0)),
    [shown],
  )
  return (
    <ShownThings value={shown}>
      <ul className={kind === 'pictures' ? styles.grid : styles.list} aria-label={t(`gallery.${kind}`)} hidden={isEmpty}>
        <MediaPage conversation={jid} kind={kind} below={Infinity} Thing={THINGS[kind]} onEnd={end} />
      </ul>
      {isEmpty && (
        <EmptyState icon={ICONS[kind]} title={t(`gallery.none.${kind}`)} text={t(isComplete ? 'gallery.none' : 'gallery.older')} />
      )}
      {isEmpty === false && isComplete === false && <p className={styles.note}>{t('gallery.older')}</p>}
    </ShownThings>
  )
}
