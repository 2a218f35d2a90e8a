import type { NodeKey } from '#model/keys.ts'
import type { Mute } from '#model/record.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import { useNodeTitle } from './use-node.ts'
import { usePersonName } from './use-person-name.ts'

type What = Pick<Mute, 'what' | 'target'>

/** What is muted, in words. */
export function MuteName({ what, target }: What) {
  const { t } = useText()
  if (what === 'word') return t('mutes.word', { word: target })
  if (what === 'tag') return t('mutes.tag', { tag: target })
  if (what === 'community') return <CommunityName nodeKey={target as NodeKey} />
  const jid = parseBareJid(target)
  return jid ? <PersonName what={what} jid={jid} /> : target
}

function PersonName({ what, jid }: { what: 'person' | 'reposts'; jid: BareJid }) {
  const { t } = useText()
  const name = usePersonName(jid)
  return t(`mutes.${what}`, { name })
}

function CommunityName({ nodeKey }: { nodeKey: NodeKey }) {
  const { t } = useText()
  return t('mutes.community', { name: useNodeTitle(nodeKey) })
}

/** What the key of a mute's record says is muted. */
export function mutedIn(key: string): What | undefined {
  const [, what, target] = /^mute:(word|person|community|tag|reposts):(.+)$/su.exec(key) ?? []
  return what === undefined || target === undefined ? undefined : { what: what as What['what'], target }
}
