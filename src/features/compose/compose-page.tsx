import { FileQuestion } from 'lucide-react'
import { useEffect, useState } from 'react'
import { beginEdit } from '#commands/begin-edit.ts'
import { recoverDescriptions } from '#commands/recover-descriptions.ts'
import { type NodeKey, nodeKeyOf, parsePostKey, type PostKey } from '#model/keys.ts'
import { BLOG_NODE, isBrief, type Post } from '#model/post.ts'
import { titleOfFiles } from '#model/upload.ts'
import { richToMarkdown } from '#components/markdown/rich-to-markdown.ts'
import type { BareJid } from '#shared/jid.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { buildXmppUri } from '#shared/xmpp-uri.ts'
import { getDraft } from '#storage/drafts.ts'
import { getPost } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { placeOfFeed, placeOfPost } from '#components/places.ts'
import { isMine } from '#components/post-menu.tsx'
import { Composer } from './composer.tsx'
import type { PostFields } from './use-post-draft.ts'

interface ComposePageProps {
  /** Where to publish, when the way here said so. */
  to: NodeKey | undefined
  /** A post of mine to change. */
  edit: PostKey | undefined
  /** A post this one answers: its address is put into the text. */
  reply: PostKey | undefined
}

interface Beginning {
  fields: PostFields
  draftKey: string
  edited: Post | null
}

/** Writing a post, or changing one. Drawn once it is known what the fields start from, so that nothing typed is overwritten later. */
export function ComposePage({ to, edit, reply }: ComposePageProps) {
  const { t } = useText()
  const beginning = useBeginning({ to, edit, reply })
  return (
    <Page title={t(edit ? 'compose.title.edit' : 'compose.title')} back={edit ? placeOfPost(edit) : placeOfFeed()}>
      {beginning === null && <EmptyState icon={<FileQuestion />} title={t('compose.missing.title')} text={t('compose.missing.text')} />}
      {/* The fields start from it once; what is stored later is what was typed in them. */}
      {beginning && <Composer key={`${beginning.draftKey} ${to ?? ''}`} {...beginning} asked={to} />}
    </Page>
  )
}

/** Read once: what is stored later is what was typed. Undefined until it is known. */
function useBeginning({ to, edit, reply }: ComposePageProps): Beginning | null | undefined {
  const db = useDb()
  const me = useMe()
  const [beginning, setBeginning] = useState<Beginning | null>()
  useEffect(() => {
    let left = false
    const read = async (): Promise<void> => {
      const found = await beginningOf(db, me, { to, edit, reply })
      if (!left) setBeginning(found)
    }
    void read()
    return () => {
      left = true
    }
  }, [db, me, to, edit, reply])
  return beginning
}

/** @returns null when there is nothing of mine to edit */
async function beginningOf(db: AccountDb, me: BareJid, { to, edit, reply }: ComposePageProps): Promise<Beginning | null> {
  const draftKey = edit ? `post:${edit}` : 'post:new'
  await recoverDescriptions(db)
  const draft = await getDraft(db, draftKey)
  if (edit) {
    const edited = await getPost(db, edit)
    if (!edited || !isMine(edited, me)) return null
    await beginEdit(db, edit)
    const { title, text } = draft ?? { title: isBrief(edited) ? '' : edited.title, text: await sourceOf(edited) }
    return { draftKey, edited, fields: { title, text, target: edited.nodeKey } }
  }
  const target = to ?? draft?.target ?? nodeKeyOf({ service: me, node: BLOG_NODE })
  const { title, text } = draft ?? { title: '', text: reply ? referenceTo(reply) : '' }
  return { draftKey, edited: null, fields: { title, text, target } }
}

/** What its author typed. Where markup came without its source, the text is only what is left of it, and Markdown is made from it. */
async function sourceOf({ rich, text, title, enclosures }: Post): Promise<string> {
  // Nobody wrote a word: it is called after its files.
  if (text === title && text === titleOfFiles(enclosures)) return ''
  return rich && plainTextOf(rich) === text ? richToMarkdown(rich) : text
}

function referenceTo(key: PostKey): string {
  const address = parsePostKey(key)
  return address ? `\n\n${buildXmppUri({ jid: address.service, node: address.node, item: address.itemId })}` : ''
}
