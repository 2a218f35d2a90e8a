import { useState } from 'react'
import type { Location } from '#model/post.ts'

export type PlaceProblem = 'denied' | 'unavailable'

interface Coordinates {
  lat: number
  lon: number
}

export interface Place {
  state: 'idle' | 'asking' | PlaceProblem
  /** As the device gave it; null when it was not asked since this page was opened. */
  exact: Coordinates | null
  /** Asks the device, which asks the person. @returns undefined when there is no answer */
  ask: () => Promise<Coordinates | undefined>
}

const PATIENCE_MS = 20_000

const cut = ({ lat, lon }: Coordinates, parts: number): Coordinates => ({
  lat: Math.round(lat * parts) / parts,
  lon: Math.round(lon * parts) / parts,
})

/** About a kilometre, which says the town and not the house. */
export function rounded(exact: Coordinates): Coordinates {
  return cut(exact, 100)
}

export function isSamePlace(one: Coordinates, other: Coordinates): boolean {
  return one.lat === other.lat && one.lon === other.lon
}

function currentPosition(): Promise<GeolocationPosition> {
  const options = { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60_000 }
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, options)
  })
}

/** Where this device is, asked only on request. The exact place is never stored unless it was chosen. */
export function usePlace(): Place {
  const [state, setState] = useState<Place['state']>('idle')
  const [exact, setExact] = useState<Coordinates | null>(null)
  const ask = async (): Promise<Coordinates | undefined> => {
    // Missing where the page has no secure origin.
    if (!('geolocation' in navigator)) {
      setState('unavailable')
      return undefined
    }
    setState('asking')
    try {
      const { coords } = await currentPosition()
      // A tenth of a metre is more than any device knows.
      const found = cut({ lat: coords.latitude, lon: coords.longitude }, 1e6)
      setExact(found)
      setState('idle')
      return found
    } catch (error) {
      setState((error as GeolocationPositionError).code === 1 ? 'denied' : 'unavailable')
      return undefined
    }
  }
  return { state, exact, ask }
}

/** What is sent of a place. */
export function locationOf(found: Coordinates, name: string, isExact: boolean): Location {
  return { ...(isExact ? found : rounded(found)), name }
}
