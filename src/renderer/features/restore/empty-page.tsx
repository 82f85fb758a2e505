import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmptyProof } from '../../../contract/restore.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { DriveList } from './drive-list.tsx'
import { ProofTable } from './proof-table.tsx'
import { withPdf } from './report-name.ts'
import { RestoreProgress } from './restore-progress.tsx'
import { isPicked } from './source.ts'
import { useSource } from './use-source.ts'

/** Kosongkan: what is on a borrowed computer goes once two disks are proven to bring all of it back, on a supervisor's typed word. */
export function EmptyPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { source, change, drives, disks } = useSource()
  const [proof, setProof] = useState<EmptyProof | null>(null)
  const [typed, setTyped] = useState('')
  const prove = useAct(orpc.restore.proveEmpty.mutationOptions())
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const empty = useAct(orpc.restore.empty.mutationOptions())
  const pending = prove.pending || empty.pending || choose.pending
  const isConfirmed = proof !== null && typed.trim() === proof.confirm
  const begin = () => {
    setTyped('')
    prove.run({ disks }, setProof)
  }
  const go = () =>
    choose.run({ kind: 'save', suggested: `${t('restore.empty.file')}.pdf` }, ({ path }) => {
      if (path === null) return
      empty.run({ confirm: typed.trim(), report: withPdf(path) }, () => void queries.invalidateQueries())
    })
  const leave = () => void navigate({ to: '/backup' })
  const primary = proof
    ? { word: t('restore.empty.run'), run: go, able: isConfirmed }
    : { word: t('restore.empty.prove'), run: begin, able: disks.length > 0 }
  useShortcuts([
    { key: 'Escape', label: t('ui.back'), run: leave, enabled: !pending },
    { key: 'F10', label: primary.word, run: primary.run, enabled: primary.able && !pending },
  ])
  return (
    <Page
      title={t('restore.empty.title')}
      tools={
        <ActButton hint="Escape" disabled={pending} onClick={leave}>
          {t('ui.back')}
        </ActButton>
      }
      primary={
        <ActButton
          variant="filled"
          hint="F10"
          disabled={!primary.able}
          pending={pending}
          onClick={primary.run}
        >
          {primary.word}
        </ActButton>
      }
    >
      <div className={form.column}>
        <p className={form.quiet}>{t('restore.empty.text')}</p>
        <RefusalPanel error={prove.error ?? empty.error ?? choose.error} />
        {pending ? (
          <RestoreProgress title={t(empty.pending ? 'restore.empty.running' : 'restore.empty.proving')} />
        ) : null}
        {proof ? (
          <>
            <ProofTable proof={proof} />
            <TextInput
              label={t('restore.empty.confirm', { words: proof.confirm })}
              description={t('restore.empty.confirmHint')}
              value={typed}
              maxLength={100}
              spellCheck={false}
              autoComplete="off"
              autoFocus
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </>
        ) : (
          <DriveList
            drives={drives.data ?? []}
            isPicked={(drive) => isPicked(source, drive)}
            onPick={(mount, on) => change({ picked: { ...source.picked, [mount]: on } })}
          />
        )}
      </div>
    </Page>
  )
}
