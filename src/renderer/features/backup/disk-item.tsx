import { useTranslation } from 'react-i18next'
import { useState } from 'react'
import { type Disk, driveNoteWords, isUnprovable, type Reread } from '../../../contract/backup.ts'
import { refusalOf } from '../../../contract/catalogue.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { RefusalLines, RefusalPanel } from '../../ui/refusal-panel.tsx'
import { refusalCode } from '../../ui/refusal.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Working } from '../../ui/working.tsx'
import classes from './backup-page.module.css'
import { DiskFacts } from './disk-facts.tsx'
import { phaseWord, readingWord } from './disk-words.ts'
import { EjectDialog } from './eject-dialog.tsx'
import { KeepDialog } from './keep-dialog.tsx'
import { Verified } from './verified.tsx'

interface DiskItemProps {
  readonly disk: Disk
  readonly recordings: number
  readonly failure: unknown
  /** Its dialog stands beside the list: the disk leaves the list in the moment in which it is lost. */
  readonly onLost: () => void
  /** Of one that lost its last commit. */
  readonly onPairAgain: () => void
}

/** One disk: what is on it, what can be done with it, and what is wrong with it until that is dealt with. */
export function DiskItem({ disk, recordings, failure, onLost, onPairAgain }: DiskItemProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [verified, setVerified] = useState<Reread | null>(null)
  const [keeping, setKeeping] = useState(false)
  const run = useAct(orpc.backup.run.mutationOptions())
  const verify = useAct(orpc.backup.readAll.mutationOptions())
  const stop = useAct(orpc.backup.stopReading.mutationOptions())
  const eject = useAct(orpc.backup.eject.mutationOptions())
  const [leaving, setLeaving] = useState(false)
  /** For how many days nobody had read everything on it when it was let go; null where that was not due. */
  const [ejected, setEjected] = useState<{ readonly unread: number | null } | null>(null)
  const { mount, label } = disk
  const busy = run.pending || disk.running !== null
  const reading = verify.pending || disk.checking?.phase === 'verify-all'
  const backUp = () => mount !== null && run.run({ mount })
  const check = () => {
    if (mount === null) return
    setVerified(null)
    verify.run({ mount }, setVerified)
  }
  const letGo = () => {
    if (mount === null) return
    setLeaving(false)
    eject.run({ mount }, (left) => {
      // That a backup was broken off for it is no news to who asked for it.
      run.dismiss()
      setEjected(left)
    })
  }
  const again = (
    <ActButton disabled={mount === null || busy} onClick={backUp}>
      {t('backup.again')}
    </ActButton>
  )
  const more = [
    ...(mount === null
      ? []
      : [
          { label: t('backup.verify'), run: check, disabled: reading },
          {
            label: t('backup.eject'),
            run: () => (disk.unread === null ? letGo() : setLeaving(true)),
            disabled: eject.pending,
          },
          { label: t('backup.keep'), run: () => setKeeping(true) },
        ]),
    { label: t('backup.lost'), run: onLost, disabled: disk.running !== null },
  ]
  const isChanged = [disk.problem, refusalCode(run.error), refusalCode(failure)].includes(
    'BACKUP-DISK-CHANGED',
  )
  const actions = isChanged ? (
    <ActButton disabled={mount === null || busy} onClick={onPairAgain}>
      {t('backup.pairAgain')}
    </ActButton>
  ) : (
    again
  )
  const known =
    disk.problem === null ? null : refusalOf(disk.problem, { disk: label, path: label, mount: mount ?? '' })
  return (
    <li>
      <DiskFacts
        disk={disk}
        recordings={recordings}
        acts={
          <>
            {mount === null ? (
              <ActButton onClick={() => setKeeping(true)}>{t('backup.keep')}</ActButton>
            ) : (
              <ActButton disabled={busy} onClick={backUp}>
                {t('backup.run')}
              </ActButton>
            )}
            <MoreMenu of={label} acts={more} />
          </>
        }
      />
      {disk.notes.filter(isUnprovable).map((note) => (
        <div key={note} className={classes.wide}>
          <StatusWord quiet meaning="menunggu" word={driveNoteWords[note][language]} />
        </div>
      ))}
      {disk.running ? (
        <Working
          title={t('backup.running', { label, phase: t(`backup.phases.${phaseWord(disk.running.phase)}`) })}
          work={disk.running}
        />
      ) : null}
      {disk.checking || verify.pending ? (
        <Working
          title={t(readingWord(disk.checking), { label })}
          work={disk.checking}
          cancel={
            disk.checking ? (
              <ActButton pending={stop.pending} onClick={() => stop.run({ disk: disk.id })}>
                {t('backup.stopReading')}
              </ActButton>
            ) : null
          }
        />
      ) : null}
      {eject.pending ? <Working title={t('backup.ejecting', { label })} work={null} /> : null}
      {known ? (
        <RefusalLines refused={{ code: known.code, ...known[language] }} actions={actions} />
      ) : (
        <RefusalPanel error={run.error ?? failure} actions={actions} />
      )}
      {ejected && mount === null ? (
        <p role="status">
          {t('backup.ejected', { label })}{' '}
          {ejected.unread === null ? null : t('backup.ejectedUnread', { days: ejected.unread })}
        </p>
      ) : null}
      <RefusalPanel error={eject.error} onDismiss={eject.dismiss} />
      <RefusalPanel error={verify.error} onDismiss={verify.dismiss} />
      <RefusalPanel error={stop.error} onDismiss={stop.dismiss} />
      {leaving && disk.unread ? (
        <EjectDialog
          label={label}
          unread={disk.unread}
          onRead={() => {
            setLeaving(false)
            check()
          }}
          onEject={letGo}
          onClose={() => setLeaving(false)}
        />
      ) : null}
      {keeping ? <KeepDialog disk={disk} onClose={() => setKeeping(false)} /> : null}
      {verified ? <Verified result={verified} label={label} onDismiss={() => setVerified(null)} /> : null}
    </li>
  )
}
