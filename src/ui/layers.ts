/**
 * Open modal dialogs, the top one last. Whatever must stay usable above a dialog (toasts) is rendered inside the top one: everything
 * outside of an open modal `<dialog>` is inert, whatever its z-index.
 */
let open: readonly HTMLDialogElement[] = []
const listeners = new Set<() => void>()

function change(next: readonly HTMLDialogElement[]): void {
  open = next
  for (const listener of listeners) listener()
}

export function pushLayer(dialog: HTMLDialogElement): () => void {
  change([...open, dialog])
  return () => change(open.filter(other => other !== dialog))
}

export function topLayer(): HTMLDialogElement | undefined {
  return open.at(-1)
}

export function watchLayers(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
