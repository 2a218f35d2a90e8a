import { MapPin } from 'lucide-react'
import type { Location } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import { coordinates } from './place/coordinates.ts'
import styles from './post-location.module.css'

/** Where it was written, in words. The reader's own map opens it; none is loaded here. */
export function PostLocation({ location }: { location: Location }) {
  const { t } = useText()
  const { lat, lon, name } = location
  const where = coordinates(t, location)
  return (
    <a className={styles.location} href={`geo:${lat},${lon}`} title={t('reading.location.open')}>
      <MapPin aria-hidden />
      <span className={styles.words}>
        {t('reading.location', { place: name || where })}
        {name !== '' && `\u00A0· ${where}`}
      </span>
    </a>
  )
}
