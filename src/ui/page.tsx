import { ArrowLeft } from 'lucide-react'
import { createContext, type MouseEvent, type ReactNode, use, useEffect, useEffectEvent, useRef } from 'react'
import { cx } from './cx.ts'
import styles from './page.module.css'
import { useSetPageTitle } from './page-title.ts'
import { useText } from './text/use-text.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

/** How to go back where the reader came from; false when there is nothing to go back to inside the app. Given by the app. */
export const GoBackContext = createContext<() => boolean>(() => false)

/** Told when a page is on the screen, with its heading: whoever moves the focus with the place listens. Given by the app. */
export const PageShownContext = createContext<(heading: HTMLElement) => void>(() => undefined)

export interface PageProps {
  title: string
  /** The content begins with the title itself: the header shows it once that is scrolled away. */
  titleBelow?: boolean
  /** Buttons at the end of the header. */
  actions?: ReactNode
  /** Where the back arrow leads when the reader came from outside; goes back in history otherwise. */
  back?: string
  /** In the header in place of the plain title; the heading stays for assistive technology. */
  header?: ReactNode
  children: ReactNode
  /** Beside the content where there is room for it (80rem), left out otherwise. */
  aside?: ReactNode
  /** `text` for reading (the default), `wide` for grids, `fill` for a page that fills the window and scrolls inside. */
  layout?: 'text' | 'wide' | 'fill'
  className?: string | undefined
}

/** One place of the app: a header that stays in sight, the content, and what goes beside it. */
export function Page({ title, titleBelow = false, actions, back, header, children, aside, layout = 'text', className }: PageProps) {
  useSetPageTitle(title)
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = use(PageShownContext)
  const tell = useEffectEvent(() => {
    if (heading.current) shown(heading.current)
  })
  useEffect(() => tell(), [])
  return (
    <div className={cx(styles.page, styles[layout], aside !== undefined && styles.hasAside)}>
      <div className={cx(styles.column, className)}>
        <header className={styles.header}>
          {back !== undefined && <BackLink href={back} />}
          {header === undefined ? (
            <h1 ref={heading} className={cx(styles.title, titleBelow && styles.late)} tabIndex={-1}>
              {title}
            </h1>
          ) : (
            <>
              <VisuallyHidden>
                <h1 ref={heading} tabIndex={-1}>
                  {title}
                </h1>
              </VisuallyHidden>
              <div className={styles.custom}>{header}</div>
            </>
          )}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </header>
        <div className={styles.content}>{children}</div>
      </div>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </div>
  )
}

function BackLink({ href }: { href: string }) {
  const { t } = useText()
  const goBack = use(GoBackContext)
  const click = (event: MouseEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && goBack()) event.preventDefault()
  }
  return (
    <a href={href} className={styles.back} title={t('common.back')} onClick={click}>
      <ArrowLeft aria-hidden />
      <VisuallyHidden>{t('common.back')}</VisuallyHidden>
    </a>
  )
}
