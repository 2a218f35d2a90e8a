import { useState, useSyncExternalStore } from 'react'

interface Address {
  subscribe: (onChange: () => void) => () => void
  current: () => string | undefined
}

/** Made when somebody looks, given back when nobody does any more: until then the browser keeps what is behind it. */
function addressOf(blob: Blob | null): Address {
  let url: string | undefined
  return {
    subscribe(onChange) {
      if (!blob) return () => undefined
      const made = URL.createObjectURL(blob)
      url = made
      onChange()
      return () => {
        url = undefined
        URL.revokeObjectURL(made)
      }
    },
    current: () => url,
  }
}

/**
 * An address for something that is only on this device, for as long as it is shown.
 * @param name another name is another picture; the database gives a new blob for the same one with every reading
 */
export function useBlobUrl(blob: Blob | null, name: string): string | undefined {
  const [held, setHeld] = useState(() => ({ name, address: addressOf(blob) }))
  if (held.name !== name) setHeld({ name, address: addressOf(blob) })
  return useSyncExternalStore(held.address.subscribe, held.address.current)
}
