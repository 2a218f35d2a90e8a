import { foldedWords } from '#shared/fold.ts'
import type { Mute } from './record.ts'

export function isMuteOver({ until }: Mute, now: number): boolean {
  return until !== null && until <= now
}

/** The id of a mute among my records: the same on all devices, however the word was typed. */
export function muteIdOf({ what, target }: Pick<Mute, 'what' | 'target'>): string {
  return `${what}:${what === 'word' ? foldedWords(target).trim() : target}`
}
