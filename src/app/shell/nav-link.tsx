import { cx } from '#ui/cx.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useText } from '#ui/text/use-text.ts'
import { isAt, type NavCounts, type NavPlace } from './nav-places.ts'
import styles from './nav-link.module.css'

interface NavLinkProps {
  place: NavPlace
  pathname: string
  counts: NavCounts
  className?: string | undefined
  onFollow?: () => void
}

export function NavLink({ place, pathname, counts, className, onFollow }: NavLinkProps) {
  const { t, intl } = useText()
  const Icon = place.icon
  const count = counts[place.name] ?? 0
  const words = place.name === 'notifications' ? t('shell.unseen', { count }) : t('shell.unread', { count })
  return (
    <a
      onClick={onFollow}
      href={`#/${place.name}`}
      className={cx(styles.link, className)}
      aria-current={isAt(place, pathname) ? 'page' : undefined}
    >
      <span className={styles.icon}>
        <Icon aria-hidden />
        {count > 0 && (
          <span className={styles.badge} aria-hidden>
            {count > 99 ? intl.formatNumber(99) + '+' : intl.formatNumber(count)}
          </span>
        )}
      </span>
      <span className={styles.label}>{t(`shell.nav.${place.name}`)}</span>
      {count > 0 && <VisuallyHidden> ({words})</VisuallyHidden>}
    </a>
  )
}
