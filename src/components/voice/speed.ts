import { create } from 'zustand'

const SPEEDS = [1, 1.5, 2] as const

interface Speed {
  speed: number
  next: () => void
}

/** How fast recordings are played, all of them, for as long as the page is open. */
export const useSpeed = create<Speed>()(set => ({
  speed: 1,
  next: () => set(({ speed }) => ({ speed: SPEEDS[(SPEEDS.indexOf(speed as 1) + 1) % SPEEDS.length] ?? 1 })),
}))
