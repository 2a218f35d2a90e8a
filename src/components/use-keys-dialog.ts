import { create } from 'zustand'

/** Whether the list of all keys is open: by its key, or from the settings. */
interface KeysDialogStore {
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
}

export const useKeysDialog = create<KeysDialogStore>()(set => ({
  isOpen: false,
  setOpen: isOpen => set({ isOpen }),
}))
