import type { PostKey } from './keys.ts'

/**
 * pending: told to my other devices when there is a connection · settled: it is in the private list of my account · device: my server
 * keeps no private list, so only this device knows.
 */
export type SavedState = 'pending' | 'settled' | 'device'

/** A post that I want to find again. It may not be on this device, when another one of mine saved it. */
export interface SavedPost {
  postKey: PostKey
  /** Of its entry in the list; null until there is one. */
  itemId: string | null
  title: string
  /** Epoch ms, its place in the list. Negative while it is not saved any more and that is not told yet (model/place.ts). */
  savedAt: number
  state: SavedState
}

/** A picture of a saved post, kept on this device for when there is no network. */
export interface KeptPicture {
  postKey: PostKey
  url: string
  blob: Blob
}
