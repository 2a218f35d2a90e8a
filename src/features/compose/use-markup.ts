import { useCallback, useEffect, useRef, useState } from 'react'
import { markdownToRich } from '#components/markdown/markdown-to-rich.ts'
import type { Markup } from '#model/post-content.ts'

/** Long texts take a moment to read: the preview follows a pause in typing, never a key. */
const PAUSE_MS = 120

export interface MarkupOf {
  /** Of the text a moment ago. Null where it says nothing but itself. */
  shown: Markup | null
  /** Of a text as it stands. */
  of: (text: string) => Promise<Markup | null>
}

/** The markup of what is being written. */
export function useMarkup(text: string): MarkupOf {
  const [shown, setShown] = useState<Markup | null>(null)
  const last = useRef<{ text: string; markup: Promise<Markup | null> } | undefined>(undefined)
  const of = useCallback((wanted: string): Promise<Markup | null> => {
    // What reads the marks could not be loaded: then they go as they are, and the words arrive all the same.
    if (last.current?.text !== wanted) last.current = { text: wanted, markup: markdownToRich(wanted).catch(() => null) }
    return last.current.markup
  }, [])
  useEffect(() => {
    let left = false
    const follow = async (): Promise<void> => {
      const markup = await of(text)
      if (!left) setShown(markup)
    }
    const timer = setTimeout(() => void follow(), PAUSE_MS)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [of, text])
  return { shown, of }
}
