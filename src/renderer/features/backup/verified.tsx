import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Reread } from '../../../contract/backup.ts'
import { problemWords } from '../../../contract/damage-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import classes from './backup-page.module.css'

interface VerifiedProps {
  readonly result: Reread
  readonly label: string
  readonly onDismiss: () => void
}

/** What reading everything on a disk again proved, problem by problem; or how far it came. */
export function Verified({ result, label, onDismiss }: VerifiedProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const proven = result.finished && result.via === 'medium'
  const meaning = !result.sound ? 'bahaya' : proven ? 'aman' : 'menunggu'
  const word = !result.sound ? 'unsound' : result.finished ? 'sound' : 'stopped'
  const facts = {
    label,
    packets: formatCount(result.packets, language),
    volumes: formatCount(result.volumes, language),
    of: formatCount(result.of, language),
    problems: formatCount(result.problems.length, language),
  }
  return (
    <div className={classes.headline} data-meaning={meaning} role={result.sound ? 'status' : 'alert'}>
      <MeaningIcon meaning={meaning} size={20} />
      <div className={classes.words}>
        <strong>{t(`backup.verified.${word}`, facts)}</strong>
        {result.finished ? (
          <>
            <span>{t(`backup.verified.${result.via}`)}</span>
            {result.via === 'medium' ? (
              <span>{t(result.cold ? 'backup.verified.cold' : 'backup.verified.warm')}</span>
            ) : null}
          </>
        ) : (
          <span>{t('backup.verified.goesOn')}</span>
        )}
        {result.problems.length > 0 ? (
          <ul className={classes.problems}>
            {result.problems.map((problem) => (
              <li key={`${problem.code} ${problem.path}`}>
                {problem.path}: {problemWords(problem)[language]} ({problem.code})
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
