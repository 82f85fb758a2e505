import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Disk, driveNoteWords } from '../../../contract/backup.ts'
import { copyLevelWords } from '../../../contract/copy-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import { formatDay } from '../../ui/day.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './backup-page.module.css'
import { completeness, isProven } from './disk-words.ts'
import { useColourWord } from './use-colour-word.ts'

/** A disk in a line: its sticker, where it is, how much of the station is on it, how well that is proven. */
export function DiskFacts({ disk, recordings, acts }: { disk: Disk; recordings: number; acts: ReactNode }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const colour = useColourWord(disk.colour)
  const { meaning, word } = completeness(disk)
  return (
    <div className={classes.disk}>
      <span
        className={classes.swatch}
        style={{ backgroundColor: `var(--mantine-color-${disk.colour}-6, var(--rk-edge))` }}
        title={colour}
      />
      <div className={classes.words}>
        <strong>{disk.label}</strong>
        <span>
          {t(`backup.kinds.${disk.kind}`)} · {colour} · {disk.place || t('backup.noPlace')}
          {disk.holder ? ` · ${disk.holder}` : null}
          {disk.dueOn ? ` · ${t('backup.dueOn', { day: formatDay(disk.dueOn) })}` : null}
        </span>
      </div>
      <div className={classes.words}>
        <StatusWord
          quiet
          meaning={meaning}
          word={t(`backup.${word}`, {
            packets: formatCount(disk.packets, language),
            behind: formatCount(disk.behind, language),
            unproven: formatCount(disk.unproven, language),
            recordings: formatCount(recordings - disk.left, language),
          })}
        />
        <span>{disk.level ? copyLevelWords[disk.level][language] : null}</span>
        {disk.left > 0 ? (
          <span>{t('backup.leftBefore', { left: formatCount(disk.left, language) })}</span>
        ) : null}
      </div>
      <div className={classes.words}>
        <strong title={disk.mount ?? undefined}>
          {t(disk.mount === null ? 'backup.away' : 'backup.mounted')}
        </strong>
        <span>
          {disk.lastCommitAt
            ? t(isProven(disk.level) ? 'backup.verifiedAt' : 'backup.writtenAt', {
                at: instant(disk.lastCommitAt),
              })
            : null}
        </span>
        {disk.free === null || disk.bytes === null ? null : (
          <span>
            {t('backup.free', {
              free: formatBytes(disk.free, language),
              size: formatBytes(disk.bytes, language),
            })}
          </span>
        )}
        {disk.notes
          .filter((note) => note === 'dirty' || note === 'slow')
          .map((note) => (
            <span key={note}>{driveNoteWords[note][language]}</span>
          ))}
        {disk.checkedAt ? <span>{t('backup.checkedAt', { at: instant(disk.checkedAt) })}</span> : null}
      </div>
      <div className={classes.acts}>{acts}</div>
    </div>
  )
}
