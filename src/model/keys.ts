import { type BareJid, parseBareJid } from '#shared/jid.ts'

declare const nodeKey: unique symbol
declare const postKey: unique symbol

/** `<service>/<node>`, each part percent-encoded: also the path of the place in the app's address. */
export type NodeKey = string & { readonly [nodeKey]: true }
/** `<service>/<node>/<item>`, each part percent-encoded: also the path of the post in the app's address. */
export type PostKey = string & { readonly [postKey]: true }

export interface NodeAddress {
  service: BareJid
  node: string
}

export interface PostAddress extends NodeAddress {
  itemId: string
}

export function nodeKeyOf({ service, node }: NodeAddress): NodeKey {
  return `${encodeURIComponent(service)}/${encodeURIComponent(node)}` as NodeKey
}

export function postKeyOf({ service, node, itemId }: PostAddress): PostKey {
  return `${encodeURIComponent(service)}/${encodeURIComponent(node)}/${encodeURIComponent(itemId)}` as PostKey
}

function decodeParts(key: string): string[] | undefined {
  try {
    return key.split('/').map(decodeURIComponent)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** The address behind a key or an address-bar path; undefined when it is not one. */
export function parsePostKey(key: string): PostAddress | undefined {
  const [rawService, node, itemId, ...rest] = decodeParts(key) ?? []
  const service = parseBareJid(rawService)
  return service && node && itemId && rest.length === 0 ? { service, node, itemId } : undefined
}

export function parseNodeKey(key: string): NodeAddress | undefined {
  const [rawService, node, ...rest] = decodeParts(key) ?? []
  const service = parseBareJid(rawService)
  return service && node && rest.length === 0 ? { service, node } : undefined
}
