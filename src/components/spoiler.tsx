import { ChevronDown, EyeOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useText } from '#ui/text/use-text.ts'
import { spoilerWords } from './file-words.ts'
import styles from './spoiler.module.css'

interface SpoilerProps {
  /** What it is about, '' where that is not told. */
  hint: string
  /** What stands at the end of the message, also while it is folded. */
  end: ReactNode
  children: ReactNode
}

/** Something that is not to be seen before its reader wants it (XEP-0382 §4): folded, and folded again at will. */
export function Spoiler({ hint, end, children }: SpoilerProps) {
  const { t } = useText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <div className={styles.head}>
        <button type="button" className={styles.button} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <EyeOff aria-hidden />
          <span className={styles.words} dir="auto">
            {spoilerWords(t, hint)}
          </span>
          <ChevronDown aria-hidden className={styles.on} />
        </button>
        {!isOpen && <span className={styles.end}>{end}</span>}
      </div>
      {isOpen && children}
    </>
  )
}
