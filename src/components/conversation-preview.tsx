import { AudioLines, Film, Image, type LucideIcon, Paperclip } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FileKind } from '#model/message.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import type { RowData } from './conversation-row.tsx'
import styles from './conversation-row.module.css'
import { bodyWords, fileWords, spoilerWords } from './file-words.ts'
import { MessageStateMark } from './message-state-mark.tsx'
import { useSession } from './session-store.ts'

const ICONS: Readonly<Record<FileKind, LucideIcon>> = { picture: Image, video: Film, audio: AudioLines, file: Paperclip }

/** The second line of a conversation in the inbox: what is being written, or what was said last and how far that has come. */
export function ConversationPreview({ row: { conversation, draft, draftFiles, actor }, selected }: { row: RowData; selected: boolean }) {
  const { t } = useText()
  const typing = useSession(store => store.typing.has(conversation.jid))
  // In the open conversation the draft is in its field already.
  if ((draft !== '' || draftFiles) && !selected) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t('chats.draft')}</span>{' '}
        {draft === '' && draftFiles ? <Shared files={draftFiles} /> : <bdi>{draft.slice(0, 200)}</bdi>}
      </span>
    )
  }
  if (typing) return <span className={cx(styles.preview, styles.typing)}>{t('chats.typing')}</span>
  const { preview, previewFiles, previewRetracted, previewSpoiler } = conversation
  const said: ReactNode =
    previewSpoiler === undefined
      ? bodyWords(t, preview, actor) || (previewFiles && <Shared files={previewFiles} />)
      : spoilerWords(t, previewSpoiler)
  return (
    <>
      {conversation.previewDirection === 'out' && said && <MessageStateMark state={conversation.previewState} />}
      <span className={styles.preview} dir="auto">
        {previewRetracted ? t('messages.gone') : said || t('chats.noMessages')}
      </span>
    </>
  )
}

/** What says nothing in words. */
function Shared({ files }: { files: { kind: FileKind; count: number } }) {
  const { t } = useText()
  const Icon = ICONS[files.kind]
  return (
    <>
      <Icon className={styles.kind} aria-hidden />
      {fileWords(t, files)}
    </>
  )
}
