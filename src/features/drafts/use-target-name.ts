import { nodeKeyOf, type NodeKey, parseNodeKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { getNode } from '#storage/nodes.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '#components/account-context.tsx'
import { useRemembered } from '#components/use-remembered.ts'

/** Where a post goes, by name; empty while nothing was chosen. */
export function useTargetName(target: NodeKey | null): string {
  const { t } = useText()
  const me = useMe()
  const title = useRemembered(`title of ${target ?? ''}`, async db => (target ? ((await getNode(db, target))?.title ?? '') : ''))
  if (target === null) return ''
  if (target === nodeKeyOf({ service: me, node: BLOG_NODE })) return t('compose.target.blog')
  return title || (parseNodeKey(target)?.node ?? '')
}
