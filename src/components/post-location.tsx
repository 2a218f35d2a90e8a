import { MapPin } from 'lucide-react'
import type { Location } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './post-location.module.css'

/** About a hundred metres: enough to know the place, and what is more only says how good the receiver was. */
const DECIMALS = 3

/** Where it was written, in words. The reader's own map opens it; none is loaded here. */
export function PostLocation({ location: { lat, lon, name } }: { location: Location }) {
  const { t } = useText()
  const digits = 10 ** DECIMALS
  const round = (degrees: number): number => Math.round(Math.abs(degrees) * digits) / digits
  const coordinates = t('reading.location.coordinates', {
    lat: round(lat),
    ns: lat < 0 ? 'south' : 'north',
    lon: round(lon),
    ew: lon < 0 ? 'west' : 'east',
  })
  return (
    <a className={styles.location} href={`geo:${lat},${lon}`} title={t('reading.location.open')}>
      <MapPin aria-hidden />
      <span className={styles.words}>
        {t('reading.location', { place: name || coordinates })}
        {name !== '' && `\u00A0· ${coordinates}`}
      </span>
    </a>
  )
}
