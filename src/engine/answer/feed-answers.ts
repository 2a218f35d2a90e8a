import type { Answers } from '../context.ts'
import { findServices } from './find-services.ts'
import { blogAudience, setBlogAudience } from './blog-audience.ts'
import { listNodes } from './list-nodes.ts'
import { loadAvatar } from './load-avatar.ts'
import { fillNodeGap, olderPosts, openNode } from './open-node.ts'
import { olderComments, openComments, openPost } from './open-post.ts'
import { openFollows, shownFollowsAudience } from './open-follows.ts'
import { openReactions } from './open-reactions.ts'
import { watchReactions } from './watch-reactions.ts'
import { openFace, openProfile } from './open-profile.ts'

type FeedQuestion =
  | 'list-nodes'
  | 'find-services'
  | 'open-node'
  | 'older-posts'
  | 'open-post'
  | 'open-comments'
  | 'older-comments'
  | 'open-reactions'
  | 'watch-reactions'
  | 'fill-node-gap'
  | 'open-profile'
  | 'open-face'
  | 'load-avatar'
  | 'open-follows'
  | 'shown-follows-audience'
  | 'blog-audience'
  | 'set-blog-audience'

export const feedAnswers: Pick<Answers, FeedQuestion> = {
  'list-nodes': listNodes,
  'find-services': findServices,
  'open-node': openNode,
  'older-posts': olderPosts,
  'open-post': openPost,
  'open-comments': openComments,
  'older-comments': olderComments,
  'open-reactions': openReactions,
  'watch-reactions': watchReactions,
  'fill-node-gap': fillNodeGap,
  'open-profile': openProfile,
  'open-face': openFace,
  'load-avatar': loadAvatar,
  'open-follows': openFollows,
  'shown-follows-audience': shownFollowsAudience,
  'blog-audience': blogAudience,
  'set-blog-audience': setBlogAudience,
}
