import { useEffect, useState } from 'react'
import type { RichNode } from '#shared/rich-text.ts'
import { cleanHtml } from './clean-html.ts'

/** Cleaned once, drawn often: a card that comes back into view must not change its height again. */
const cleaned = new Map<string, RichNode[] | null>()
const MOST = 200

async function cleanOnce(html: string): Promise<RichNode[] | null> {
  const known = cleaned.get(html)
  if (known !== undefined) return known
  const nodes = (await cleanHtml(html)) ?? null
  cleaned.set(html, nodes)
  const [oldest] = cleaned.keys()
  if (cleaned.size > MOST && oldest !== undefined) cleaned.delete(oldest)
  return nodes
}

/**
 * The tree behind a content of type="html".
 * @returns undefined while it is being cleaned, null when there is none or it cannot be shown: then the plain text stands in
 */
export function useCleanHtml(html: string | null): RichNode[] | null | undefined {
  const [done, setDone] = useState(() => ({ html, nodes: html === null ? null : cleaned.get(html) }))
  useEffect(() => {
    if (html === null) return undefined
    let left = false
    const clean = async (): Promise<void> => {
      let nodes: RichNode[] | null = null
      try {
        nodes = await cleanOnce(html)
      } catch {
        // The cleaner could not be loaded (offline before its first use): the text form is shown, and the next visit tries again.
      }
      if (!left) setDone(before => (before.html === html && before.nodes === nodes ? before : { html, nodes }))
    }
    void clean()
    return () => {
      left = true
    }
  }, [html])
  if (html === null) return null
  return done.html === html ? done.nodes : undefined
}
