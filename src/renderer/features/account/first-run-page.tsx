import { UnstyledButton } from '@mantine/core'
import { IconDatabaseImport, IconFileCertificate, type Icon, IconSchool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DoorFrame } from '../../ui/door-frame.tsx'
import { KeyHint } from '../../ui/keys/key-hint.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './first-run-page.module.css'

/** The two ways to a station, and practice, each with its key. */
export function FirstRunPage({
  emptied,
  onNew,
  onRestore,
  onPractice,
}: {
  /** The receipt of what was here before. */
  emptied: { readonly station: string; readonly packets: number; readonly by: string } | null
  onNew: () => void
  onRestore: () => void
  onPractice: () => void
}) {
  const { t } = useTranslation()
  useShortcuts([
    { key: '1', label: t('door.new'), run: onNew },
    { key: '2', label: t('door.restore'), run: onRestore },
    { key: '3', label: t('practice.begin'), run: onPractice },
  ])
  return (
    <DoorFrame title={t('door.firstTitle')} text={t('door.firstText')}>
      {emptied ? (
        <p role="status">
          <StatusWord meaning="aman" word={t('door.emptied', { ...emptied })} />
        </p>
      ) : null}
      <div className={classes.ways}>
        <Way
          icon={IconFileCertificate}
          name="1"
          title={t('door.new')}
          text={t('door.newText')}
          onClick={onNew}
          first
        />
        <Way
          icon={IconDatabaseImport}
          name="2"
          title={t('door.restore')}
          text={t('door.restoreText')}
          onClick={onRestore}
        />
        <Way
          icon={IconSchool}
          name="3"
          title={t('practice.begin')}
          text={t('practice.beginText')}
          onClick={onPractice}
        />
      </div>
    </DoorFrame>
  )
}

interface WayProps {
  readonly icon: Icon
  readonly name: string
  readonly title: string
  readonly text: string
  readonly onClick: () => void
  readonly first?: boolean
}

function Way({ icon: Picture, name, title, text, onClick, first = false }: WayProps) {
  return (
    <UnstyledButton className={classes.way} onClick={onClick} autoFocus={first}>
      <Picture size={32} stroke={1.5} aria-hidden />
      <span className={classes.words}>
        <strong>{title}</strong>
        <span>{text}</span>
      </span>
      <KeyHint name={name} />
    </UnstyledButton>
  )
}
