import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '#ui/text/use-text.ts'
import type { SafeAttrs } from './rich-attrs.ts'
import styles from './rich-text.module.css'

interface ScrollBoxProps {
  kind: 'code' | 'table'
  attrs?: SafeAttrs
  children: ReactNode
}

/** Code and tables scroll inside of their own box. Where they do, the keyboard reaches it; a box that holds all of it is no stop on the way. */
export function ScrollBox({ kind, attrs = {}, children }: ScrollBoxProps) {
  const { t } = useText()
  const box = useRef<HTMLElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const Box = kind === 'code' ? 'pre' : 'div'
  const reach = scrolls ? { tabIndex: 0, role: 'group', 'aria-label': t(`reading.${kind}`) } : {}
  return (
    <Box
      ref={(element: HTMLElement | null) => {
        box.current = element
      }}
      className={kind === 'table' ? styles.table : undefined}
      {...attrs}
      {...reach}
    >
      {children}
    </Box>
  )
}
