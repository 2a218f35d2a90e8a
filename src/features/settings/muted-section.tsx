import { Volume2 } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { isMuteOver } from '#model/mute.ts'
import type { KeyedMute } from '#model/mutes.ts'
import { listMutes } from '#storage/mutes.ts'
import { hasRecordsHereOnly } from '#storage/records.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Notice } from '#ui/notice.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMinute } from '#ui/time.tsx'
import { useDb } from '#components/account-context.tsx'
import { MuteName } from '#components/mute-name.tsx'
import { type MuteTime, MuteTimes, untilOf } from '#components/mute-times.tsx'
import { useLive } from '#components/use-live.ts'
import { useMute, useUnmute } from '#components/use-mute.ts'
import { ChoiceRow } from './choice-row.tsx'
import styles from './muted-section.module.css'
import pageStyles from './settings-page.module.css'

/** Everything that is kept out of the feed, and until when. */
export function MutedSection() {
  const { t } = useText()
  const db = useDb()
  const mutes = useLive(() => listMutes(db), [db])
  const isHereOnly = useLive(() => hasRecordsHereOnly(db), [db])
  return (
    <div className={pageStyles.section}>
      <p className={pageStyles.summary}>{t('mutes.hint')}</p>
      {isHereOnly.state === 'data' && isHereOnly.data && <Notice tone="info">{t('mutes.hereOnly')}</Notice>}
      <WordForm />
      {mutes.state === 'data' && (
        <section className={pageStyles.group} aria-labelledby="muted-list">
          <h2 id="muted-list">{t('mutes.list')}</h2>
          {mutes.data.length === 0 && <p className={pageStyles.summary}>{t('mutes.none')}</p>}
          <ul>
            {mutes.data.map(mute => (
              <MuteRow key={mute.key} mute={mute} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function WordForm() {
  const { t } = useText()
  const mute = useMute()
  const [word, setWord] = useState('')
  const [time, setTime] = useState<MuteTime>('always')
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const target = word.trim()
    if (target !== '' && (await mute({ what: 'word', target, until: untilOf(time) }))) setWord('')
  }
  return (
    <form className={styles.form} onSubmit={event => void submit(event)}>
      <TextField label={t('mutes.wordField')} maxLength={100} value={word} onChange={event => setWord(event.currentTarget.value)} />
      <MuteTimes value={time} onChange={setTime} />
      <Button type="submit" disabled={word.trim() === ''}>
        {t('mutes.mute')}
      </Button>
    </form>
  )
}

function MuteRow({ mute }: { mute: KeyedMute }) {
  const { t, intl } = useText()
  const now = useMinute()
  const unmute = useUnmute()
  const { what, target, until } = mute
  const end = (at: number): string => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <ChoiceRow
      name={<MuteName what={what} target={target} />}
      facts={until === null ? t('mutes.always') : t(isMuteOver(mute, now) ? 'mutes.over' : 'mutes.until', { date: end(until) })}
      action={<IconButton label={t('mutes.unmute')} icon={<Volume2 />} onClick={() => void unmute({ what, target })} />}
    />
  )
}
