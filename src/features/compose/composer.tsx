import { useLiveQuery } from 'dexie-react-hooks'
import { Send, Users } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { discardDraft } from '#commands/discard-draft.ts'
import { editPost } from '#commands/edit-post.ts'
import { publishPost } from '#commands/publish-post.ts'
import { nodeKeyOf, parseNodeKey, type NodeKey } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { type BareJid, domainOf } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { AUDIENCE_LONG } from '#components/audience.ts'
import { BlogAudience } from '#components/blog-audience.tsx'
import { openFeedAtTop } from '#components/feed-position.ts'
import { goTo, placeOfFeed, placeOfNode, placeOfPost } from '#components/places.ts'
import { useSession } from '#components/session-store.ts'
import { useNode } from '#components/use-node.ts'
import { useIsOnline } from '#components/use-question.ts'
import { useRun } from '#components/use-run.ts'
import { Attachments } from './attachments.tsx'
import styles from './compose-page.module.css'
import { TargetSelect } from './target-select.tsx'
import { targetsOf } from './targets.ts'
import { TextPart } from './text-part.tsx'
import { useAttachments } from './use-attachments.ts'
import { useFileDrop } from './use-file-drop.ts'
import { type MarkupOf, useMarkup } from './use-markup.ts'
import { type PostFields, usePostDraft } from './use-post-draft.ts'

const LONGEST_TITLE = 500

interface ComposerProps {
  draftKey: string
  fields: PostFields
  edited: Post | null
  /** The community the way here named; offered even when it is not followed. */
  asked: NodeKey | undefined
}

export function Composer({ draftKey, fields: first, edited, asked }: ComposerProps) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const run = useRun()
  const online = useIsOnline()
  const text = useRef<HTMLTextAreaElement>(null)
  const { fields, change, submit } = usePostDraft(draftKey, first)
  const [state, setState] = useState<'writing' | 'publishing' | 'failed'>('writing')
  const targets = useLiveQuery(() => targetsOf(db, me, asked), [db, me, asked])
  useFocusOnDesktop(text)
  const markup = useMarkup(fields.text)
  const attachments = useAttachments(draftKey, () => change({}))
  const drop = useFileDrop(attachments.add)
  const isEmpty = fields.title.trim() === '' && fields.text.trim() === '' && attachments.files.length === 0

  const publish = async (): Promise<void> => {
    if (isEmpty || state === 'publishing') return
    setState('publishing')
    await attachments.flush()
    // What was typed stays in the fields until it is in the database.
    const done = await submit(async fields => (await run(db => store(db, { me, edited, fields, markup }))) === true)
    if (!done) {
      setState('failed')
      return
    }
    openFeedAtTop(db)
    goTo(wayBack(me, edited, fields.target))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const sends = event.ctrlKey || event.metaKey
    // Enter in a one-line field would submit the form: a post is not published by accident.
    if (sends || event.target instanceof HTMLInputElement) event.preventDefault()
    if (sends) void publish()
    else if (event.target instanceof HTMLInputElement) text.current?.focus()
  }
  const discard = async (): Promise<void> => {
    await submit(async () => {
      await run(db => discardDraft(db, draftKey))
      return true
    })
    goTo(edited ? placeOfPost(edited.key) : placeOfFeed())
  }
  return (
    <form
      className={styles.form}
      {...drop.zone}
      onSubmit={event => {
        event.preventDefault()
        void publish()
      }}
    >
      <TextField
        label={t('compose.field.title')}
        hint={t('compose.field.title.hint')}
        maxLength={LONGEST_TITLE}
        autoComplete="off"
        value={fields.title}
        onChange={event => change({ title: event.target.value })}
        onKeyDown={press}
      />
      <TextPart field={text} text={fields.text} markup={markup.shown} onChange={typed => change({ text: typed })} onKeyDown={press} />
      <Attachments attachments={attachments} isOver={drop.isOver} onKeyDown={press} />
      {!edited && targets && <TargetSelect targets={targets} value={fields.target} onChange={target => change({ target })} />}
      <Audience target={fields.target} />
      {state === 'failed' && <Notice tone="error">{t('compose.failed')}</Notice>}
      <div className={styles.actions}>
        <span className={styles.note}>{!online && t('compose.offline')}</span>
        {!isEmpty && (
          <Button variant="ghost" onClick={() => void discard()}>
            {t('common.discard')}
          </Button>
        )}
        <PublishButton busy={state === 'publishing'} disabled={isEmpty} changes={edited !== null} />
      </div>
    </form>
  )
}

/** On a phone the keyboard would cover half of the page that just opened. */
function useFocusOnDesktop(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [field])
}

function PublishButton({ busy, disabled, changes }: { busy: boolean; disabled: boolean; changes: boolean }) {
  const { t } = useText()
  return (
    <Button
      type="submit"
      variant="primary"
      icon={<Send className={styles.send} />}
      busy={busy}
      disabled={disabled}
      title={t('compose.shortcut')}
    >
      {t(changes ? 'compose.save' : 'compose.publish')}
    </Button>
  )
}

interface Writing {
  me: BareJid
  edited: Post | null
  fields: PostFields
  markup: MarkupOf
}

async function store(db: AccountDb, { me, edited, fields: { title, text, target }, markup }: Writing): Promise<boolean> {
  const composed = { title, text, markup: await markup.of(text), now: Date.now() }
  if (edited) {
    await editPost(db, { postKey: edited.key, filesOf: `post:${edited.key}`, ...composed })
    return true
  }
  const address = parseNodeKey(target)
  if (!address) return false
  await publishPost(db, { me, ...address, ...composed })
  return true
}

/** Back to where the post is to be seen: an edited one in its place, a new one at the top of the feed or of its community. */
function wayBack(me: BareJid, edited: Post | null, target: NodeKey) {
  const address = parseNodeKey(target)
  if (edited) return placeOfPost(edited.key)
  return address && address.service !== me ? placeOfNode(address.service, address.node) : placeOfFeed()
}

/** Who will be able to see it, before it is published. */
function Audience({ target }: { target: NodeKey }) {
  const { t } = useText()
  const me = useMe()
  const node = useNode(target)
  const lacksBlogs = useSession(store => store.lacks.has('pep'))
  const [changing, setChanging] = useState(false)
  if (lacksBlogs && parseNodeKey(target)?.service === me)
    return <Notice tone="warning">{t('compose.noBlog', { domain: domainOf(me) })}</Notice>
  const isMine = target === nodeKeyOf({ service: me, node: BLOG_NODE })
  return (
    <div className={styles.audience}>
      <Users aria-hidden />
      {t(AUDIENCE_LONG[node?.accessModel ?? 'unknown'])}
      {isMine && (
        <Button size="s" variant="ghost" onClick={() => setChanging(true)} aria-label={t('audience.title')}>
          {t('audience.change')}
        </Button>
      )}
      {changing && <BlogAudience onClose={() => setChanging(false)} />}
    </div>
  )
}
