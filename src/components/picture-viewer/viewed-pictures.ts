import { create } from 'zustand'

export interface ViewedPicture {
  url: string
  alt: string
  /** As its sender calls the file; empty where that is not told. */
  name: string
  mediaType: string
}

interface ViewedPictures {
  pictures: readonly ViewedPicture[]
  /** Which one is looked at first; null while nothing is. */
  first: number | null
  show: (pictures: readonly ViewedPicture[], first: number) => void
  close: () => void
}

/** What fills the window at the moment. Only pictures that may be fetched, and are on the page already, get here. */
export const useViewedPictures = create<ViewedPictures>()(set => ({
  pictures: [],
  first: null,
  show: (pictures, first) => set({ pictures, first }),
  close: () => set({ pictures: [], first: null }),
}))
