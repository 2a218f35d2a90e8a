import { useEffect, useRef, useState } from 'react'
import { useDb } from '../account-context.tsx'
import { type DownloadEnd, downloadPicture } from './download-picture.ts'
import type { ViewedPicture } from './viewed-pictures.ts'

export type DownloadTrouble = Exclude<DownloadEnd, 'saved' | 'unwanted'>

export type Download = { url: string; state: 'under-way' | 'saved' } | { url: string; state: 'failed'; why: DownloadTrouble }

/** One download at a time; what is under way ends with the viewer. */
export function useDownload(): { download: Download | null; start: (picture: ViewedPicture) => void } {
  const db = useDb()
  const [download, setDownload] = useState<Download | null>(null)
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = (picture: ViewedPicture): void => {
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const { url } = picture
    setDownload({ url, state: 'under-way' })
    void downloadPicture(db, picture, stop.signal).then(end => {
      if (end !== 'unwanted') setDownload(end === 'saved' ? { url, state: 'saved' } : { url, state: 'failed', why: end })
    })
  }
  return { download, start }
}
