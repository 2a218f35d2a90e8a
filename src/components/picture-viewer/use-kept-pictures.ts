import { useEffect, useState } from 'react'
import { keptPicture } from '#storage/kept-pictures.ts'
import { useDb } from '../account-context.tsx'
import type { ViewedPicture } from './viewed-pictures.ts'

/**
 * Where those pictures are that this device keeps: they are here without a network too, and nobody need be asked for them again.
 * @returns undefined until that is known
 */
export function useKeptPictures(pictures: readonly ViewedPicture[]): ReadonlyMap<string, string> | undefined {
  const db = useDb()
  const [kept, setKept] = useState<ReadonlyMap<string, string>>()
  useEffect(() => {
    let isOver = false
    const made: string[] = []
    const read = async (): Promise<void> => {
      const found = await Promise.all(pictures.map(async ({ url }) => [url, await keptPicture(db, url)] as const))
      if (isOver) return
      const addresses = found.flatMap(([url, blob]) => (blob ? [[url, URL.createObjectURL(blob)] as const] : []))
      made.push(...addresses.map(([, address]) => address))
      setKept(new Map(addresses))
    }
    // What cannot be read here is asked of its host.
    read().catch(() => setKept(new Map()))
    return () => {
      isOver = true
      for (const address of made) URL.revokeObjectURL(address)
    }
  }, [db, pictures])
  return kept
}
