import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { VerifyResult } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import classes from './backup-page.module.css'

interface VerifiedProps {
  readonly result: VerifyResult
  readonly label: string
  readonly onDismiss: () => void
}

/** What reading a disk back proved, problem by problem. */
export function Verified({ result, label, onDismiss }: VerifiedProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const proven = result.sound && result.origin === 'proven'
  const meaning = !proven ? 'bahaya' : result.via === 'medium' ? 'aman' : 'menunggu'
  const facts = {
    label,
    packets: formatCount(result.packets, language),
    size: formatBytes(result.bytes, language),
    problems: formatCount(result.problems.length, language),
  }
  return (
    <div className={classes.headline} data-meaning={meaning} role={proven ? 'status' : 'alert'}>
      <MeaningIcon meaning={meaning} size={20} />
      <div className={classes.words}>
        <strong>{t(result.sound ? 'backup.verified.sound' : 'backup.verified.unsound', facts)}</strong>
        {result.origin === 'proven' ? null : <span>{t('backup.verified.unproven', facts)}</span>}
        <span>{t(`backup.verified.${result.via}`)}</span>
        {result.problems.length > 0 ? (
          <ul className={classes.problems}>
            {result.problems.map(({ code, path, why }) => (
              <li key={`${code} ${path}`}>
                {path}: {why} ({code})
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <ActionIcon
        variant="subtle"
        color="slate"
        ml="auto"
        aria-label={t('backup.dismiss')}
        onClick={onDismiss}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
