import { deleteComment } from './delete-comment.ts'
import { deletePost } from './delete-post.ts'
import type { Deliverers } from './drain.ts'
import { follow } from './follow.ts'
import { likePost } from './like-post.ts'
import { markRead } from './mark-read.ts'
import { publishComment } from './publish-comment.ts'
import { publishPost } from './publish-post.ts'
import { reactToPost } from './react-to-post.ts'
import { seeNotifications } from './see-notifications.ts'
import { savePost } from './save-post.ts'
import { sendEffect } from './send-effect.ts'
import { showFollow } from './show-follow.ts'
import { sendMessage } from './send-message.ts'
import { syncRead } from './sync-read.ts'
import { tellPack } from './tell-pack.ts'
import { tellRecord } from './tell-record.ts'
import { unfollow } from './unfollow.ts'
import { unlikePost } from './unlike-post.ts'

/** One function for each thing a person can want. */
export const DELIVERERS: Deliverers = {
  'send-message': sendMessage,
  'send-effect': sendEffect,
  'mark-read': markRead,
  'sync-read': syncRead,
  'publish-post': publishPost,
  'delete-post': deletePost,
  'publish-comment': publishComment,
  'delete-comment': deleteComment,
  'like-post': likePost,
  'unlike-post': unlikePost,
  'react-to-post': reactToPost,
  'see-notifications': seeNotifications,
  'save-post': savePost,
  'tell-record': tellRecord,
  'tell-pack': tellPack,
  follow,
  unfollow,
  'show-follow': showFollow,
}
