import { lazy, Suspense, useEffect } from 'react'
import { goTo, placeOfCompose, placeOfSearch } from '#components/places.ts'
import { isSingleKey } from '#components/single-keys.ts'
import { useKeysDialog } from '#components/use-keys-dialog.ts'

const KeysDialog = lazy(async () => ({ default: (await import('#components/keys-dialog.tsx')).KeysDialog }))

/** Keys that count everywhere: n writes, / searches, ? shows them all. */
export function ShellKeys() {
  const isOpen = useKeysDialog(store => store.isOpen)
  useEffect(() => {
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return isOpen && <Suspense>{<KeysDialog />}</Suspense>
}

function press(event: KeyboardEvent): void {
  const act = { n: () => goTo(placeOfCompose()), '/': () => goTo(placeOfSearch()), '?': () => useKeysDialog.getState().setOpen(true) }[
    event.key
  ]
  if (!act || !isSingleKey(event)) return
  // Else the sign lands in the field that gets the focus.
  event.preventDefault()
  act()
}
