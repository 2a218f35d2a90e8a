import { Bell, ChevronRight, HardDrive, Image, Languages, UserRound, VolumeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { AccountSection } from './account-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { MediaSection } from './media-section.tsx'
import { MutedSection } from './muted-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import styles from './settings-page.module.css'
import { StorageSection } from './storage-section.tsx'

const SECTIONS = ['account', 'appearance', 'notifications', 'media', 'muted', 'storage'] as const

const ICONS: Record<(typeof SECTIONS)[number], ReactNode> = {
  account: <UserRound />,
  appearance: <Languages />,
  notifications: <Bell />,
  media: <Image />,
  muted: <VolumeOff />,
  storage: <HardDrive />,
}

export interface SettingsPageProps {
  /** Which section is open; the list of them for anything else. */
  section: string | undefined
  /** Erases everything of the account on this device. Rejects when that could not be finished. */
  onSignOut: () => Promise<unknown>
}

export function SettingsPage({ section: asked, onSignOut }: SettingsPageProps) {
  const { t } = useText()
  const section = SECTIONS.find(each => each === asked)
  if (section === undefined) {
    return (
      <Page title={t('settings.title')}>
        <ul className={styles.list}>
          {SECTIONS.map(each => (
            <li key={each}>
              <a href={`#/settings/${each}`} className={styles.row}>
                <span className={styles.icon}>{ICONS[each]}</span>
                <span className={styles.words}>
                  <span className={styles.name}>{t(`settings.${each}`)}</span>
                  <span className={styles.summary}>{t(`settings.${each}.summary`)}</span>
                </span>
                <ChevronRight aria-hidden className={styles.chevron} />
              </a>
            </li>
          ))}
        </ul>
      </Page>
    )
  }
  return (
    <Page key={section} title={t(`settings.${section}`)} back="#/settings">
      {section === 'account' && <AccountSection onSignOut={onSignOut} />}
      {section === 'appearance' && <AppearanceSection />}
      {section === 'notifications' && <NotificationsSection />}
      {section === 'media' && <MediaSection />}
      {section === 'muted' && <MutedSection />}
      {section === 'storage' && <StorageSection />}
    </Page>
  )
}
