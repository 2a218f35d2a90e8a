import { useState } from 'react'
import { type AccessModel, isWider } from '#model/node.ts'
import type { BlogAudience as Audience } from '#bridge/contract.ts'
import { type Failure, toFailure } from '#shared/errors.ts'
import { contactGroups } from '#storage/contacts.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useAccount, useDb } from './account-context.tsx'
import styles from './blog-audience.module.css'
import { failureWords } from './failure-words.ts'
import { useLiveQuery } from './use-live-query.ts'
import { useIsOnline, useQuestion } from './use-question.ts'

type Choice = Exclude<AccessModel, 'unknown' | 'authorize'>
const CHOICES: readonly Choice[] = ['open', 'presence', 'roster', 'whitelist']

/** Who can see my blog, and the way to change that: one choice for all that is in it. */
export function BlogAudience({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const online = useIsOnline()
  const { answer, asking, failure, again } = useQuestion('blog-audience', {}, { freshMs: 0 })
  return (
    <Dialog open onClose={onClose} title={t('audience.title')}>
      <div className={styles.form}>
        <p>{t('audience.text')}</p>
        {!online && <Notice tone="info">{t('audience.offline')}</Notice>}
        {online && asking && <Spinner label={t('common.loading')} />}
        {failure && !asking && (
          <Notice tone="warning" action={<Button onClick={again}>{t('common.tryAgain')}</Button>}>
            {t(failureWords(failure))}
          </Notice>
        )}
        {/* What was so when it was last looked at may be so no longer: a choice made on that would be taken back by the answer. */}
        {answer && !asking && <Choices key={answer.access} now={answer} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function Choices({ now, onClose }: { now: Audience; onClose: () => void }) {
  const { t } = useText()
  const account = useAccount()
  const online = useIsOnline()
  const [access, setAccess] = useState(now.access)
  const [groups, setGroups] = useState<readonly string[]>(now.groups)
  const [state, setState] = useState<'choosing' | 'saving' | Failure>('choosing')
  const isSame = access === now.access && (access !== 'roster' || groups.toSorted().join('\n') === now.groups.toSorted().join('\n'))
  const save = async (): Promise<void> => {
    setState('saving')
    try {
      await account.ask('set-blog-audience', { access, groups: [...groups] })
      toast(t('audience.saved'))
      onClose()
    } catch (error) {
      setState(toFailure(error))
    }
  }
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>
          {/* The dialog's own heading says it already. */}
          <VisuallyHidden>{t('audience.title')}</VisuallyHidden>
        </legend>
        {CHOICES.filter(choice => choice === now.access || now.choices.includes(choice)).map(choice => (
          <label key={choice} className={styles.choice}>
            <input type="radio" name="audience" checked={access === choice} onChange={() => setAccess(choice)} />
            <span>{t(`audience.${choice}`)}</span>
          </label>
        ))}
      </fieldset>
      {access === 'roster' && <Groups chosen={groups} onChange={setGroups} />}
      <Meaning now={now.access} then={access} />
      {typeof state === 'object' && <Notice tone="error">{t('audience.failed', { reason: t(failureWords(state)) })}</Notice>}
      <Button
        variant="primary"
        busy={state === 'saving'}
        disabled={isSame || !online || (access === 'roster' && groups.length === 0)}
        onClick={() => void save()}
      >
        {t('audience.save')}
      </Button>
    </>
  )
}

/** What the change means, before it is made. */
function Meaning({ now, then }: { now: AccessModel; then: AccessModel }) {
  const { t } = useText()
  if (isWider(then, now)) return <Notice tone="warning">{t('audience.widen')}</Notice>
  if (!isWider(now, then)) return null
  return (
    <Notice tone="info">
      {t('audience.narrow')} {t('audience.comments')}
    </Notice>
  )
}

function Groups({ chosen, onChange }: { chosen: readonly string[]; onChange: (groups: readonly string[]) => void }) {
  const { t } = useText()
  const db = useDb()
  const groups = useLiveQuery(async () => contactGroups(db), [db])
  if (groups === undefined) return null
  const all = [...new Set([...groups, ...chosen])]
  if (all.length === 0) return <p className={styles.none}>{t('audience.groups.none')}</p>
  return (
    <fieldset className={styles.choices}>
      <legend>{t('audience.groups')}</legend>
      {all.map(group => (
        <Checkbox
          key={group}
          label={group}
          checked={chosen.includes(group)}
          onChange={event => onChange(event.currentTarget.checked ? [...chosen, group] : chosen.filter(other => other !== group))}
        />
      ))}
    </fieldset>
  )
}
