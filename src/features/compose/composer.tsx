import { Users } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import { nodeKeyOf, parseNodeKey, type NodeKey, type PostKey } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { isDrawn } from '#model/upload.ts'
import { domainOf } from '#shared/jid.ts'
import { getPost } from '#storage/posts.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { AUDIENCE_LONG } from '#components/audience.ts'
import { BlogAudience } from '#components/blog-audience.tsx'
import { useSession } from '#components/session-store.ts'
import { useNode } from '#components/use-node.ts'
import { useQuestion } from '#components/use-question.ts'
import { AboutPost } from './about-post.tsx'
import { Attachments } from '#components/attachments/attachments.tsx'
import styles from './compose-page.module.css'
import { ComposerBar } from './composer-bar.tsx'
import { LinkCards } from '#components/link-cards/link-cards.tsx'
import { Options } from './options.tsx'
import { TargetSelect } from './target-select.tsx'
import { targetsOf } from './targets.ts'
import { TextPart } from './text-part.tsx'
import { useAboveKeyboard } from './use-above-keyboard.ts'
import { type Attachments as Files, useAttachments } from '#components/attachments/use-attachments.ts'
import { useFileDrop } from '#components/attachments/use-file-drop.ts'
import { useMarkup } from './use-markup.ts'
import { type PostFields, usePostDraft } from './use-post-draft.ts'
import { usePublishing } from './use-publishing.ts'

const LONGEST_TITLE = 500

interface ComposerProps {
  draftKey: string
  fields: PostFields
  edited: Post | null
  /** The community the way here named; offered even when it is not followed. */
  asked: NodeKey | undefined
  /** Opens an empty one. */
  onStartNew: () => Promise<void>
}

export function Composer({ draftKey, fields: first, edited, asked, onStartNew }: ComposerProps) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const form = useRef<HTMLFormElement>(null)
  const text = useRef<HTMLTextAreaElement>(null)
  const draft = usePostDraft(draftKey, first)
  const { fields, change, changeExtras, changeLinks } = draft
  const { extras } = fields
  const targets = useLiveQuery(async () => targetsOf(db, me, asked), [db, me, asked])
  const answered = useKnownPost(extras.reply)
  const repeated = useKnownPost(extras.via)
  useFocusOnDesktop(text)
  useAboveKeyboard(form)
  const markup = useMarkup(fields.text)
  const attachments = useAttachments(draftKey, () => change({}))
  const drop = useFileDrop(attachments.add)
  const { isEmpty, lacksPicture, isReady } = useReadiness(fields, attachments, repeated)
  const publishing = usePublishing({ draftKey, edited, draft, attachments, markup, isReady, onStartNew })
  const { state, isLate, publish } = publishing

  const press = (event: KeyboardEvent): void => {
    if (pressInside(event, publish) && event.target instanceof HTMLInputElement) text.current?.focus()
  }
  return (
    <form
      ref={form}
      className={styles.form}
      // What is wrong is said in the page's own words and language.
      noValidate
      {...drop.zone}
      onSubmit={event => {
        event.preventDefault()
        void publish()
      }}
    >
      {!edited && extras.via && <AboutPost kind="via" post={repeated} onRemove={() => changeExtras({ via: null })} />}
      {!edited && extras.reply && <AboutPost kind="reply" post={answered} onRemove={() => changeExtras({ reply: null })} />}
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
      <LinkCards text={fields.text} links={extras.links} onChange={changeLinks} onKeyDown={event => void pressInside(event, publish)} />
      <Attachments attachments={attachments} isOver={drop.isOver} onKeyDown={press} />
      {!edited && targets && <TargetSelect targets={targets} value={fields.target} onChange={target => change({ target })} />}
      {lacksPicture && <Notice tone="info">{t('compose.gallery')}</Notice>}
      <Audience target={fields.target} />
      <Options
        extras={extras}
        onChange={changeExtras}
        isEdit={edited !== null}
        isLate={isLate}
        onKeyDown={event => void pressInside(event, publish)}
      />
      {state === 'failed' && <Notice tone="error">{t('compose.failed')}</Notice>}
      <ComposerBar
        field={text}
        publishing={publishing}
        isEmpty={isEmpty}
        isReady={isReady}
        isEdit={edited !== null}
        isLater={extras.scheduledAt !== null}
      />
    </form>
  )
}

/**
 * Ctrl or ⌘ with Enter publishes. Enter in a one-line field would submit the form: a post is not published by accident.
 * @returns whether it was an Enter without anything
 */
function pressInside(event: KeyboardEvent, publish: () => Promise<void>): boolean {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return false
  const sends = event.ctrlKey || event.metaKey
  if (sends || event.target instanceof HTMLInputElement) event.preventDefault()
  if (sends) void publish()
  return !sends
}

/** A post that another one is about: null when it is not on this device, undefined until that is known. */
function useKnownPost(key: PostKey | null): Post | null | undefined {
  const db = useDb()
  return useLiveQuery(async () => (key ? ((await getPost(db, key)) ?? null) : null), [db, key])
}

/** On a phone the keyboard would cover half of the page that just opened. */
function useFocusOnDesktop(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [field])
}

/** Whether there is anything to publish, and what is still missing. */
function useReadiness({ title, text, target }: PostFields, { files }: Files, repeated: Post | null | undefined) {
  const isEmpty = title.trim() === '' && text.trim() === '' && files.length === 0 && !repeated
  const lacksPicture = useNode(target)?.isGallery === true && !files.some(isDrawn)
  return { isEmpty, lacksPicture, isReady: !isEmpty && !lacksPicture }
}

/** Who will be able to see it, before it is published. */
function Audience({ target }: { target: NodeKey }) {
  const { t } = useText()
  const me = useMe()
  const node = useNode(target)
  const lacksBlogs = useSession(store => store.lacks.has('pep'))
  const [changing, setChanging] = useState(false)
  const isMine = target === nodeKeyOf({ service: me, node: BLOG_NODE })
  // Told before anything is published, and not only by the first post.
  useQuestion('blog-audience', {}, { enabled: isMine && !lacksBlogs, freshMs: 300_000 })
  if (lacksBlogs && parseNodeKey(target)?.service === me)
    return <Notice tone="warning">{t('compose.noBlog', { domain: domainOf(me) })}</Notice>
  return (
    <div className={styles.audience}>
      <Users aria-hidden />
      {t(AUDIENCE_LONG[node?.accessModel ?? 'unknown'])}
      {isMine && (
        <Button size="s" variant="ghost" onClick={() => setChanging(true)} aria-label={`${t('audience.change')}: ${t('audience.title')}`}>
          {t('audience.change')}
        </Button>
      )}
      {changing && <BlogAudience onClose={() => setChanging(false)} />}
    </div>
  )
}
