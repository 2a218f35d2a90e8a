import { MapPin, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { isSamePlace, locationOf, type Place, rounded, usePlace } from '#components/place/use-place.ts'
import type { OptionProps } from './options.tsx'
import styles from './options.module.css'

const LONGEST_NAME = 120

/** Where something was written (XEP-0080): only when it is asked for, and never without showing what will be sent. */
export function LocationOption({ extras, onChange }: OptionProps) {
  const { t } = useText()
  const place = usePlace()
  const { location } = extras
  const add = async (): Promise<void> => {
    const found = await place.ask()
    if (found) onChange({ location: locationOf(found, '', false) })
  }
  if (location) return <PlaceFields place={place} extras={extras} onChange={onChange} />
  return (
    <div className={styles.option}>
      <Button icon={<MapPin />} className={styles.start} busy={place.state === 'asking'} onClick={() => void add()}>
        {t('compose.location.add')}
      </Button>
      <p role="status" className={styles.note}>
        {place.state !== 'idle' && t(`compose.location.${place.state}`)}
      </p>
    </div>
  )
}

function PlaceFields({ place: { exact }, extras: { location }, onChange }: OptionProps & { place: Place }) {
  const { t, intl } = useText()
  const id = useId()
  if (!location) return null
  const degrees = (value: number): string => intl.formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 6 })
  // Only while the device's own answer is known and says more.
  const mayBeExact = exact !== null && !isSamePlace(exact, rounded(exact))
  return (
    <fieldset className={styles.place} aria-labelledby={id}>
      <div className={styles.head}>
        <span id={id}>{t('compose.location.sent', { lat: degrees(location.lat), lon: degrees(location.lon) })}</span>
        <IconButton label={t('compose.location.remove')} icon={<X />} onClick={() => onChange({ location: null })} />
      </div>
      <TextField
        label={t('compose.location.name')}
        hint={t('compose.mayStayEmpty')}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        value={location.name}
        onChange={event => onChange({ location: { ...location, name: event.target.value } })}
      />
      {mayBeExact && (
        <Checkbox
          label={t('compose.location.exact')}
          hint={t('compose.location.exact.hint')}
          checked={isSamePlace(location, exact)}
          onChange={event => onChange({ location: locationOf(exact, location.name, event.target.checked) })}
        />
      )}
    </fieldset>
  )
}
