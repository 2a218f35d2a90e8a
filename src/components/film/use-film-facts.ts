import { useEffect, useRef } from 'react'
import { describeFilm } from '#commands/describe-film.ts'
import type { Upload } from '#model/upload.ts'
import { useRun } from '../use-run.ts'

/** Looks once into each film that was chosen: how large it is, how long, and how it begins. */
export function useFilmFacts(files: readonly Upload[]): void {
  const run = useRun()
  const looked = useRef(new Set<string>())
  useEffect(() => {
    const look = async (id: string, blob: Blob): Promise<void> => {
      const { readFilm } = await import('./read-film.ts')
      const facts = await readFilm(blob)
      if (facts) await run(db => describeFilm(db, id, facts))
    }
    for (const { id, mediaType, blob, width } of files) {
      if (!blob || width !== null || !mediaType.startsWith('video/') || looked.current.has(id)) continue
      looked.current.add(id)
      void look(id, blob)
    }
  })
}
