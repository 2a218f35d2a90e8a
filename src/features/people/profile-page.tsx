import { MessageCircle, Newspaper, PenLine, ShieldQuestionMark, Users } from 'lucide-react'
import { useState } from 'react'
import { useLiveQuery } from '#components/use-live-query.ts'
import { nodeKeyOf } from '#model/keys.ts'
import type { Contact, Profile } from '#model/person.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { getContact } from '#storage/contacts.ts'
import { getProfile } from '#storage/people.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { AboutHeader } from '#components/about-header.tsx'
import { AddToList } from '#components/add-to-list.tsx'
import { BlogAudience } from '#components/blog-audience.tsx'
import { failureWords } from '#components/failure-words.ts'
import { FollowAudience } from '#components/follow-audience.tsx'
import { FollowButton } from '#components/follow-button.tsx'
import { MuteButton } from '#components/mute-button.tsx'
import { NodePosts } from '#components/node-posts.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { placeOfChat, placeOfCompose } from '#components/places.ts'
import { FeedSkeleton } from '#components/post-feed.tsx'
import { useNode } from '#components/use-node.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { type Question, useIsOnline, useQuestion } from '#components/use-question.ts'
import { FollowsFact } from './follows-fact.tsx'
import styles from './people-page.module.css'

/** Somebody: what they say of themselves, and their blog. */
export function ProfilePage({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const name = usePersonName(jid)
  const known = useKnown(jid)
  const profile = useQuestion('open-profile', { jid }, { freshMs: 300_000 })
  const blog = useQuestion('open-node', { service: jid, node: BLOG_NODE })
  return (
    <Page title={name} titleBelow back="#/people">
      {/* Not before what is stored is read: the posts would be pushed down a moment later. */}
      {known && <Header jid={jid} name={name} known={known} />}
      {profile.failure && !profile.asking && (
        <Notice tone="warning" className={styles.notice ?? ''}>
          {t('people.profile.failed', { reason: t(failureWords(profile.failure)) })}
        </Notice>
      )}
      {known && <BlogHealth jid={jid} />}
      {known && (
        <NodePosts
          key={jid}
          nodeKey={nodeKeyOf({ service: jid, node: BLOG_NODE })}
          label={t('people.posts', { name })}
          asking={blog.asking}
          empty={<NoPosts question={blog} jid={jid} name={name} />}
        />
      )}
    </Page>
  )
}

interface Known {
  profile: Profile | undefined
  contact: Contact | undefined
}

/** What is stored of somebody. */
function useKnown(jid: BareJid): Known | undefined {
  const db = useDb()
  return useLiveQuery(async () => ({ profile: await getProfile(db, jid), contact: await getContact(db, jid) }), [db, jid])
}

function Header({ jid, name, known: { profile, contact } }: { jid: BareJid; name: string; known: Known }) {
  const { t } = useText()
  const isMe = jid === useMe()
  const [changing, setChanging] = useState(false)
  return (
    <AboutHeader
      picture={<PersonAvatar jid={jid} size={80} />}
      name={name}
      address={
        <>
          <bdi>{jid}</bdi>
          {!isMe && <span> · {t(contact ? 'people.isContact' : 'people.isStranger')}</span>}
        </>
      }
      text={profile?.about}
      facts={<FollowsFact jid={jid} isMe={isMe} />}
      ways={
        isMe ? (
          <>
            <ButtonLink href={placeOfCompose()} variant="primary" icon={<PenLine />}>
              {t('people.write')}
            </ButtonLink>
            <Button icon={<Users />} onClick={() => setChanging(true)}>
              {t('audience.title')}
            </Button>
            {changing && <BlogAudience onClose={() => setChanging(false)} />}
          </>
        ) : (
          <>
            <FollowButton service={jid} node={BLOG_NODE} kind="person" title={name} size="m" />
            <ButtonLink href={placeOfChat(jid)} icon={<MessageCircle />}>
              {t('people.message')}
            </ButtonLink>
            <FollowAudience service={jid} node={BLOG_NODE} title={name} />
            <MuteButton what="person" target={jid} name={name} />
            <AddToList service={jid} node={BLOG_NODE} kind="person" title={name} />
          </>
        )
      }
      note={!isMe && !contact && t('people.follow.hint')}
    />
  )
}

/** What is wrong with a blog that was read before: what is stored of it stays readable. */
function BlogHealth({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const blog = useNode(nodeKeyOf({ service: jid, node: BLOG_NODE }))
  if (!blog || blog.readings === 0 || (blog.health !== 'gone' && blog.health !== 'forbidden')) return null
  return (
    <Notice tone="warning" className={styles.notice ?? ''}>
      {t(`states.blog.${blog.health}`)}
    </Notice>
  )
}

function NoPosts({ question, jid, name }: { question: Question<'open-node'>; jid: BareJid; name: string }) {
  const { t } = useText()
  const isMe = jid === useMe()
  const online = useIsOnline()
  const blog = useNode(nodeKeyOf({ service: jid, node: BLOG_NODE }))
  if (question.asking) return <FeedSkeleton />
  if (blog?.emptied) return <EmptyState icon={<Newspaper />} title={t('states.emptied.title')} text={t('states.emptied.text')} />
  if (question.failure && question.failure.kind !== 'not-found')
    return <EmptyState icon={<ShieldQuestionMark />} title={t('people.posts.hidden.title')} text={t(failureWords(question.failure))} />
  if (isMe) return <EmptyState icon={<Newspaper />} title={t('people.posts.none.title')} text={t('people.posts.none.mine')} />
  return (
    <EmptyState
      icon={<Newspaper />}
      title={t('people.posts.none.title')}
      text={online ? t('people.posts.none.text', { name }) : t('people.posts.none.offline')}
    />
  )
}
