import { Undo2 } from 'lucide-react'
import { allowMedia } from '#commands/allow-media.ts'
import { chooseMediaRule } from '#commands/choose-media-rule.ts'
import { parseBareJid } from '#shared/jid.ts'
import { MEDIA_RULES, mediaChoices, mediaRule, type MediaRule } from '#storage/consent.ts'
import type { MediaConsent } from '#storage/schema.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from '#components/account-context.tsx'
import { useLive } from '#components/use-live.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { useRun } from '#components/use-run.ts'
import { ChoiceRow } from './choice-row.tsx'
import pageStyles from './settings-page.module.css'

/** Whose pictures, films and recordings come by themselves, and every exception that was made. */
export function MediaSection() {
  const { t } = useText()
  const db = useDb()
  const run = useRun()
  const rule = useLive(() => mediaRule(db), [db])
  const choices = useLive(() => mediaChoices(db), [db])
  return (
    <div className={pageStyles.section}>
      {rule.state === 'data' && (
        <Select<MediaRule>
          label={t('settings.media.rule')}
          hint={t('settings.media.why')}
          value={rule.data}
          onChange={next => void run(db => chooseMediaRule(db, next))}
          options={MEDIA_RULES.map(value => ({ value, label: t(`settings.media.rule.${value}`) }))}
        />
      )}
      {choices.state === 'data' && (
        <section className={pageStyles.group} aria-labelledby="media-choices">
          <h2 id="media-choices">{t('settings.media.choices')}</h2>
          {choices.data.length === 0 && <p className={pageStyles.summary}>{t('settings.media.none')}</p>}
          <ul>
            {choices.data.map(choice => (
              <Choice key={choice.source} choice={choice} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Choice({ choice }: { choice: MediaConsent }) {
  const jid = parseBareJid(choice.source)
  return jid?.includes('@') ? <PersonChoice jid={jid} choice={choice} /> : <SourceChoice choice={choice} name={choice.source} />
}

function PersonChoice({ jid, choice }: { jid: NonNullable<ReturnType<typeof parseBareJid>>; choice: MediaConsent }) {
  return <SourceChoice choice={choice} name={usePersonName(jid)} />
}

function SourceChoice({ choice: { source, allowed }, name }: { choice: MediaConsent; name: string }) {
  const { t } = useText()
  const run = useRun()
  return (
    <ChoiceRow
      name={name}
      facts={
        <>
          {name !== source && <bdi>{source}</bdi>}
          <span>{t(allowed === 1 ? 'settings.media.allowed' : 'settings.media.refused')}</span>
        </>
      }
      action={
        <IconButton
          label={t('settings.media.forget', { name })}
          icon={<Undo2 />}
          onClick={() => void run(db => allowMedia(db, { source, allowed: null }))}
        />
      }
    />
  )
}
