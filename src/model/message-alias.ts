import type { BareJid } from '#shared/jid.ts'

/**
 * Under how many names the same message is seen: in the archive by the archive's id, and everywhere by the id its sender gave it.
 * XEP-0359 §6: a sender's id is no proof, so it counts within one conversation and for one sender only.
 */
export function aliasOfArchive(archive: BareJid, archiveId: string): string {
  return `archive\n${archive}\n${archiveId}`
}

export function aliasOfSender(conversation: BareJid, from: BareJid, id: string): string {
  return `sender\n${conversation}\n${from}\n${id}`
}
