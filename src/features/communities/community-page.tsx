import { Newspaper, PenLine } from 'lucide-react'
import { type NodeKey, nodeKeyOf } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { AboutHeader } from '#components/about-header.tsx'
import { AddToList } from '#components/add-to-list.tsx'
import { AudienceMark } from '#components/audience-mark.tsx'
import { failureWords } from '#components/failure-words.ts'
import { FollowAudience } from '#components/follow-audience.tsx'
import { FollowButton } from '#components/follow-button.tsx'
import { MuteButton } from '#components/mute-button.tsx'
import { NodePicture } from '#components/node-picture.tsx'
import { NodePosts } from '#components/node-posts.tsx'
import { placeOfCompose, placeOfService } from '#components/places.ts'
import { FeedSkeleton } from '#components/post-feed.tsx'
import { useNode } from '#components/use-node.ts'
import { type Question, useIsOnline, useQuestion } from '#components/use-question.ts'
import styles from './communities-page.module.css'

/** One community: what it is, who may do what in it, and its posts. */
export function CommunityPage({ service, node }: { service: BareJid; node: string }) {
  const key = nodeKeyOf({ service, node })
  const known = useNode(key)
  const question = useQuestion('open-node', { service, node })
  const title = known?.title || node
  return (
    <Page title={title} titleBelow back={placeOfService(service)}>
      {/* Not before what is stored is read: the posts would be pushed down a moment later. */}
      {known !== undefined && (
        <>
          <Header nodeKey={key} service={service} node={node} title={title} known={known} />
          <Health known={known} question={question} />
          <NodePosts
            key={key}
            nodeKey={key}
            label={title}
            asking={question.asking}
            empty={<NoPosts question={question} emptied={known?.emptied === true} />}
          />
        </>
      )}
    </Page>
  )
}

interface HeaderProps {
  nodeKey: NodeKey
  service: BareJid
  node: string
  title: string
  known: FeedNode | null
}

function Header({ nodeKey, service, node, title, known }: HeaderProps) {
  const { t } = useText()
  return (
    <AboutHeader
      picture={<NodePicture nodeKey={nodeKey} service={service} title={title} picture={known?.avatarUrl ?? null} size={80} />}
      name={title}
      address={
        <>
          <bdi>{node}</bdi> · <bdi>{service}</bdi>
        </>
      }
      text={known?.description}
      facts={
        <>
          <AudienceMark access={known?.accessModel ?? 'unknown'} />
          {known && <span>{t(`communities.publish.${known.canPublish}`)}</span>}
          {known?.subscribers != null && <span>{t('communities.followers', { count: known.subscribers })}</span>}
        </>
      }
      ways={
        <>
          <FollowButton service={service} node={node} kind="community" title={title} size="m" />
          {known?.canPublish !== 'no' && (
            <ButtonLink href={placeOfCompose({ to: nodeKey })} icon={<PenLine />}>
              {t('communities.write')}
            </ButtonLink>
          )}
          <FollowAudience service={service} node={node} title={title} />
          <MuteButton what="community" target={nodeKey} name={title} />
          <AddToList service={service} node={node} kind="community" title={title} />
        </>
      }
      note={known?.followState === 'pending' && t('communities.follow.pending')}
    />
  )
}

/** What is wrong with it, if anything, in words: what is stored stays readable either way. */
function Health({ known, question }: { known: FeedNode | null; question: Question<'open-node'> }) {
  const { t } = useText()
  if (known?.followState === 'failed')
    return (
      <Notice tone="error" className={styles.health ?? ''}>
        {t('communities.follow.failed')}
      </Notice>
    )
  if (known?.health === 'gone' || known?.health === 'forbidden')
    return (
      <Notice tone="warning" className={styles.health ?? ''}>
        {t(`communities.health.${known.health}`)}
      </Notice>
    )
  if (!question.failure) return null
  return (
    <Notice
      tone="warning"
      className={styles.health ?? ''}
      action={
        <Button size="s" onClick={question.again}>
          {t('common.tryAgain')}
        </Button>
      }
    >
      {t(failureWords(question.failure))}
    </Notice>
  )
}

function NoPosts({ question, emptied }: { question: Question<'open-node'>; emptied: boolean }) {
  const { t } = useText()
  const online = useIsOnline()
  if (question.asking) return <FeedSkeleton />
  if (question.failure) return null
  if (emptied) return <EmptyState icon={<Newspaper />} title={t('states.emptied.title')} text={t('states.emptied.text')} />
  return (
    <EmptyState
      icon={<Newspaper />}
      title={t('communities.posts.none.title')}
      text={t(online ? 'communities.posts.none.text' : 'communities.posts.none.offline')}
    />
  )
}
