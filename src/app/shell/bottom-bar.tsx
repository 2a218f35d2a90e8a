import { Menu as MenuIcon, PenLine } from 'lucide-react'
import { useId, useRef } from 'react'
import { useText } from '#ui/text/use-text.ts'
import { isAt, NAV_PLACES, type NavCounts } from './nav-places.ts'
import { NavLink } from './nav-link.tsx'
import styles from './bottom-bar.module.css'

/** Places where a floating "New post" is wanted; elsewhere it would be in the way. */
const WRITING_PLACES = new Set(['feed', 'tag', 'communities'])

/** The phone's navigation: the first places in reach of the thumb, the rest one tap away. */
export function BottomBar({ pathname, counts }: { pathname: string; counts: NavCounts }) {
  const { t } = useText()
  const id = useId()
  const sheet = useRef<HTMLDivElement>(null)
  const rest = NAV_PLACES.filter(place => !place.first)
  const close = () => sheet.current?.hidePopover()
  return (
    <nav aria-label={t('shell.nav')}>
      {WRITING_PLACES.has(pathname.split('/')[1] ?? '') && (
        <a href="#/compose" className={styles.write} title={t('shell.newPost')} aria-label={t('shell.newPost')}>
          <PenLine aria-hidden />
        </a>
      )}
      <div className={styles.bar}>
        <ul className={styles.places}>
          {NAV_PLACES.filter(place => place.first).map(place => (
            <li key={place.name}>
              <NavLink place={place} pathname={pathname} counts={counts} className={styles.place} />
            </li>
          ))}
          <li>
            <button
              type="button"
              popoverTarget={id}
              className={styles.more}
              data-here={rest.some(place => isAt(place, pathname)) || undefined}
            >
              <MenuIcon aria-hidden />
              {t('shell.nav.more')}
            </button>
            <div id={id} ref={sheet} popover="auto" className={styles.sheet}>
              <ul>
                {rest.map(place => (
                  <li key={place.name}>
                    <NavLink place={place} pathname={pathname} counts={counts} className={styles.row} onFollow={close} />
                  </li>
                ))}
              </ul>
            </div>
          </li>
        </ul>
      </div>
    </nav>
  )
}
