import { useState } from 'react'
import styles from './avatar.module.css'
import { backgroundOf } from './consistent-colour.ts'
import { cx } from './cx.ts'
import { initialsOf } from './initials.ts'

export interface AvatarProps {
  name: string
  /** What the colour comes from: the JID, so that everybody sees the same one (XEP-0392). */
  seed: string
  /** Address of a picture; initials until it is there, and when it is none. */
  src?: string | undefined
  /** Edge in px, before the reader's text size. */
  size?: number
  /** A picture beside the name is decoration, which is the rule; alone it has to say who it is. */
  labelled?: boolean
  className?: string | undefined
}

export function Avatar({ name, seed, src, size = 40, labelled = false, className }: AvatarProps) {
  const [broken, setBroken] = useState<string>()
  const edge = `${size / 16}rem`
  return (
    <span
      className={cx(styles.avatar, className)}
      style={{ inlineSize: edge, blockSize: edge, fontSize: `${size / 40}rem`, background: backgroundOf(seed) }}
      {...(labelled ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
    >
      {initialsOf(name)}
      {src !== undefined && src !== broken && (
        <img key={src} src={src} alt="" className={styles.picture} draggable={false} decoding="async" onError={() => setBroken(src)} />
      )}
    </span>
  )
}
