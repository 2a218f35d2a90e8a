import { ExternalLink, MapPin } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Location } from '#model/post.ts'
import { buildGeoUri } from '#shared/geo-uri.ts'
import { useText } from '#ui/text/use-text.ts'
import { coordinates } from './coordinates.ts'
import styles from './place-card.module.css'

const MAP = 'https://www.openstreetmap.org/'
const ZOOM = 16

interface PlaceCardProps {
  place: Pick<Location, 'lat' | 'lon'>
  end?: ReactNode
}

/** A place that a message is. No map is loaded here: a press opens one elsewhere, on the web or in an app of the device. */
export function PlaceCard({ place, end }: PlaceCardProps) {
  const { t } = useText()
  const { lat, lon } = place
  const map = `${MAP}?mlat=${lat}&mlon=${lon}#map=${ZOOM}/${lat}/${lon}`
  return (
    <div className={styles.card}>
      <span className={styles.pin}>
        <MapPin aria-hidden />
      </span>
      <div className={styles.words}>
        <span className={styles.title}>{t('compose.location')}</span>
        <span className={styles.where}>{coordinates(t, place)}</span>
      </div>
      <div className={styles.ways}>
        <a href={map} target="_blank" rel="noreferrer noopener nofollow" referrerPolicy="no-referrer">
          {t('place.map')}
          <ExternalLink aria-hidden />
        </a>
        <a href={buildGeoUri(place)} title={t('reading.location.open')}>
          {t('place.app')}
        </a>
      </div>
      {end !== undefined && <div className={styles.end}>{end}</div>}
    </div>
  )
}
