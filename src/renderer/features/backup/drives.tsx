import { useTranslation } from 'react-i18next'
import { type Drive, driveNoteWords, driveWhyWords, isUnprovable } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatBytes } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import type { Meaning } from '../../ui/theme.ts'
import classes from './backup-page.module.css'

const MEANINGS: Record<Drive['state'], Meaning> = {
  paired: 'aman',
  unknown: 'menunggu',
  foreign: 'ganda',
  readonly: 'menunggu',
  unusable: 'menunggu',
}

/** Drives that are connected and are none of the station's disks, each with what it is and what can be done. */
export function Drives({ drives, onPair }: { drives: readonly Drive[]; onPair: (drive: Drive) => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const others = drives.filter(({ state }) => state !== 'paired')
  return (
    <Card title={t('backup.drives')} flush>
      {others.length === 0 ? <p className={classes.empty}>{t('backup.drivesNone')}</p> : null}
      <ul className={classes.list}>
        {others.map((drive) => (
          <li key={drive.mount}>
            <div className={classes.disk}>
              <span />
              <div className={classes.words}>
                <strong>{drive.name || drive.mount}</strong>
                <span>
                  {drive.mount} · {drive.fs}
                </span>
                {drive.notes.map((note) =>
                  isUnprovable(note) ? (
                    <StatusWord key={note} quiet meaning="menunggu" word={driveNoteWords[note][language]} />
                  ) : (
                    <span key={note}>{driveNoteWords[note][language]}</span>
                  ),
                )}
              </div>
              <div className={classes.words}>
                <StatusWord
                  quiet
                  meaning={MEANINGS[drive.state]}
                  word={t(`backup.driveStates.${drive.state}`, { station: drive.station ?? '' })}
                />
                <span>
                  {drive.host
                    ? t('backup.shareWith', drive.host)
                    : drive.why && driveWhyWords[drive.why][language]}
                </span>
              </div>
              <div className={classes.words}>
                <span>
                  {t('backup.free', {
                    free: formatBytes(drive.free, language),
                    size: formatBytes(drive.bytes, language),
                  })}
                </span>
              </div>
              <div className={classes.acts}>
                {drive.state === 'unknown' ? (
                  <ActButton onClick={() => onPair(drive)}>{t('backup.pair')}</ActButton>
                ) : null}
                {drive.host ? <ActButton onClick={() => onPair(drive)}>{t('backup.share')}</ActButton> : null}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
