import { useDeployment } from '#components/deployment.ts'
import { usePageTitle } from '#ui/page-title.ts'
import { useText } from '#ui/text/use-text.ts'

/** `(3) Kith · Chats`: the count first, since a tab shows little more. */
export function DocumentTitle({ unread }: { unread: number }) {
  const { intl } = useText()
  const name = useDeployment(store => store.name)
  const page = usePageTitle()
  const count = unread > 0 ? `(${intl.formatNumber(unread)}) ` : ''
  return <title>{`${count}${name}${page === '' ? '' : ` · ${page}`}`}</title>
}
