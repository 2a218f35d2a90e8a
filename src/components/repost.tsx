import { Repeat2, Reply } from 'lucide-react'
import type { ReactNode } from 'react'
import { type PostAddress, postKeyOf } from '#model/keys.ts'
import { isBrief, type Post, type Via } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { getPost } from '#storage/posts.ts'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import { placeOfPerson, placeOfPost } from './places.ts'
import { titleOf } from './post-title.ts'
import styles from './repost.module.css'
import { foldText } from './rich-text/fold-rich.ts'
import { usePersonName } from './use-person-name.ts'
import { nameOfPost, useRemembered } from './use-remembered.ts'

/** A post that another one names, as far as it is on this device: nobody is asked for it, since that would tell its server who reads. */
export function useNamedPost(address: PostAddress): Post | null | undefined {
  const key = postKeyOf(address)
  return useRemembered(nameOfPost(key), async db => (await getPost(db, key)) ?? null)
}

/** Who repeated a post, and when: stands above it. */
export function RepeatedBy({ post, children }: { post: Post; children?: ReactNode }) {
  const { t } = useText()
  return (
    <div className={styles.line}>
      <Repeat2 aria-hidden />
      <Who {...namesOf(post)} words={name => t('share.repeatedBy', { name })} />
      <a href={placeOfPost(post.key)} className={styles.time}>
        <Time at={post.publishedAt} />
      </a>
      {children}
    </div>
  )
}

/** Of a post that is not here there is only the copy that was made of it. */
export function CopyOf({ via }: { via: Via }) {
  const { t } = useText()
  return (
    <p className={styles.line}>
      <Repeat2 aria-hidden />
      <Who {...namesOf(via)} words={name => t('share.copyOf', { name })} />
      <a href={placeOfPost(postKeyOf(via))} className={styles.original}>
        {t('share.original')}
      </a>
    </p>
  )
}

/** What a post answers. */
export function AnswerTo({ address }: { address: PostAddress }) {
  const { t } = useText()
  const stored = useNamedPost(address)
  const title = stored ? titleOf(stored) : ''
  return (
    <p className={styles.line}>
      <Reply aria-hidden />
      <a href={placeOfPost(postKeyOf(address))} className={styles.name}>
        <bdi>{title === '' ? t('share.answerTo.post') : t('share.answerTo', { title: title.slice(0, 120) })}</bdi>
      </a>
    </p>
  )
}

type Named = Pick<Via, 'author' | 'authorName'>

const namesOf = ({ author, authorName }: Named): Named => ({ author, authorName })

/** Somebody, in a sentence or alone. */
function Who({ author, authorName, words = name => name }: Named & { words?: (name: string) => string }) {
  const { t } = useText()
  if (author) return <Person jid={author} words={words} />
  return <bdi>{words(authorName || t('post.author.unknown'))}</bdi>
}

function Person({ jid, words }: { jid: BareJid; words: (name: string) => string }) {
  const name = usePersonName(jid)
  return (
    <a href={placeOfPerson(jid)} className={styles.name} title={jid}>
      <bdi>{words(name)}</bdi>
    </a>
  )
}

const LONGEST = 300

/** A post inside another one: who wrote it and how it begins; a press opens it. */
export function PostPreview({ address, named, copy }: { address: PostAddress; named: Named; copy: string }) {
  const { t } = useText()
  const stored = useNamedPost(address)
  const isDelicate = stored?.warning != null
  const told = stored ? (stored.rich ? plainTextOf(stored.rich) : stored.text) : copy
  const text = isDelicate ? stored.warning || t('reading.warning.delicate') : told
  // The title of a short post is its text.
  const title = stored && !(isDelicate && isBrief(stored)) ? titleOf(stored) : ''
  return (
    <div className={styles.preview}>
      <p className={styles.who}>
        <Who {...namesOf(stored?.authorVerified ? stored : named)} />
      </p>
      <a className={styles.opens} href={placeOfPost(postKeyOf(address))}>
        {title !== '' && !text.startsWith(title.replace(/…$/, '')) && <bdi className={styles.title}>{title}</bdi>}
        <bdi className={styles.text}>{foldText(text, LONGEST).text || (title === '' ? t('share.original') : '')}</bdi>
      </a>
    </div>
  )
}
