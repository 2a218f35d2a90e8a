import { create } from 'zustand'

/** A new version of the page that waits to take over, and how to let it. */
export const useUpdate = create<{ restart: (() => void) | null }>()(() => ({ restart: null }))
