import { PasswordInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GainPlan } from '../../../contract/restore.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Places } from './places.tsx'
import { PlanFacts } from './plan-facts.tsx'
import { PlanTables } from './plan-tables.tsx'
import { RestoreProgress } from './restore-progress.tsx'
import { Shares } from './shares.tsx'
import { gainInput, sharesLacking, wrongInPlaces } from './source.ts'
import { useSource } from './use-source.ts'

/** What opens another computer's backup: its supervisor's password, or shares of the Dinas' key where nobody knows it. */
const WAYS = ['passphrase', 'shares'] as const

/** A living station takes over what its disks, or another computer's drive, know more. It loses nothing. */
export function GainPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { source, change, drives, disks } = useSource()
  const [wrong, setWrong] = useState(false)
  const [plan, setPlan] = useState<GainPlan | null>(null)
  const [done, setDone] = useState<GainPlan | null>(null)
  const look = useAct(orpc.restore.planGain.mutationOptions())
  const run = useAct(orpc.restore.gain.mutationOptions())
  const pending = look.pending || run.pending
  const check = () => {
    const isWrong =
      wrongInPlaces(disks, source).length > 0 || (source.way === 'shares' && sharesLacking(source) !== 0)
    setWrong(isWrong)
    if (!isWrong) look.run(gainInput(source, disks), setPlan)
  }
  const go = () => run.run(gainInput(source, disks), setDone)
  const leave = () => void navigate({ to: '/backup' })
  const back = plan && !done ? () => setPlan(null) : leave
  const primary = done
    ? { word: t('restore.gain.close'), run: leave }
    : plan
      ? { word: t('restore.gain.run'), run: go }
      : { word: t('restore.plan'), run: check }
  useShortcuts([
    { key: 'Escape', label: t('ui.back'), run: back, enabled: !pending },
    { key: 'F10', label: primary.word, run: primary.run, enabled: !pending },
  ])
  const shown = done ?? plan
  return (
    <Page
      title={t('restore.gain.title')}
      tools={
        <ActButton hint="Escape" disabled={pending} onClick={back}>
          {t('ui.back')}
        </ActButton>
      }
      primary={
        <ActButton variant="filled" hint="F10" pending={pending} onClick={primary.run}>
          {primary.word}
        </ActButton>
      }
    >
      <div className={form.column}>
        <RefusalPanel error={run.error ?? look.error} />
        {pending ? (
          <RestoreProgress title={t(run.pending ? 'restore.gain.running' : 'restore.looking')} />
        ) : null}
        {shown ? (
          <>
            <div role="status">
              <StatusWord
                meaning={done ? 'aman' : 'menunggu'}
                word={t(done ? 'restore.gain.done' : 'restore.gain.counts', {
                  ...shown.gains,
                  packets: shown.gains.packets.length,
                })}
              />
            </div>
            <PlanFacts plan={shown} />
            <PlanTables plan={shown} />
          </>
        ) : (
          <>
            <p className={form.quiet}>{t('restore.gain.text')}</p>
            <Places source={source} drives={drives} wrong={wrong} onChange={change} />
            <Segments
              label={t('restore.gain.way')}
              choices={WAYS.map((value) => ({ value, label: t(`restore.gain.ways.${value}`) }))}
              value={source.way}
              onChange={(way) => change({ way, passphrase: '' })}
            />
            {source.way === 'shares' ? (
              <Shares source={source} wrong={wrong} onChange={change} />
            ) : (
              <PasswordInput
                label={t('restore.gain.passphrase')}
                description={t('restore.gain.passphraseHint')}
                autoComplete="off"
                value={source.passphrase}
                onChange={({ currentTarget }) => change({ passphrase: currentTarget.value })}
              />
            )}
          </>
        )}
      </div>
    </Page>
  )
}
