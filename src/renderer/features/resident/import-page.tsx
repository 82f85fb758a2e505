import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { importPhaseOf } from '../../../contract/import-words.ts'
import type { ImportPreview } from '../../../contract/resident-list.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Working } from '../../ui/working.tsx'
import { type Chosen, chosenOf, columnsOf, problemsOf } from './chosen-columns.ts'
import { ColumnTable } from './column-table.tsx'
import { ImportFile } from './import-file.tsx'
import { ImportOutcome } from './import-outcome.tsx'
import classes from './import-page.module.css'

/** F9: the Dinas' file, looked at before it is read; what each column holds, whether it replaces the list, and what became of it. */
export function ImportPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [path, setPath] = useState('')
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [chosen, setChosen] = useState<Chosen>([])
  const [mode, setMode] = useState<'add' | 'replace'>('add')
  const look = useAct(orpc.resident.previewImport.mutationOptions())
  const bringIn = useAct({
    ...orpc.resident.importList.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.resident.key() }),
  })
  const cancel = useAct(orpc.resident.cancelImport.mutationOptions())
  const [outcome, setOutcome] = useState<Parameters<typeof ImportOutcome>[0]['result'] | null>(null)
  const progress = useQuery(
    orpc.resident.importProgress.queryOptions({
      input: {},
      enabled: bringIn.pending,
      refetchInterval: 300,
    }),
  )
  const open = (file: string) => {
    setPreview(null)
    setOutcome(null)
    bringIn.dismiss()
    look.run({ path: file }, (found) => {
      setPreview(found)
      setChosen(chosenOf(found.columns, found.header.length))
    })
  }
  const { missing, twice } = problemsOf(chosen)
  const isRight = missing.length + twice.length === 0
  const ready = preview !== null && isRight && !bringIn.pending
  const go = () =>
    bringIn.run({ path, columns: columnsOf(chosen), mode }, (result) => {
      setPreview(null)
      setOutcome(result)
    })
  const named = (fields: typeof missing) => fields.map((field) => t(`residents.fields.${field}`)).join(', ')
  const words =
    twice.length > 0
      ? t('residents.twice', { fields: named(twice) })
      : missing.length > 0
        ? t('residents.missing', { fields: named(missing) })
        : t(preview?.remembered === true ? 'residents.remembered' : 'residents.guessed')
  const back = () => void navigate({ to: '/residents' })
  useShortcuts([
    {
      key: 'F10',
      label: t('residents.bringIn'),
      run: preview ? go : () => open(path),
      enabled: preview ? ready : path !== '' && !look.pending,
    },
    { key: 'Escape', label: t('residents.back'), run: back, enabled: !bringIn.pending },
  ])
  return (
    <Page
      title={t('residents.import')}
      tools={
        <ActButton hint="Escape" disabled={bringIn.pending} onClick={back}>
          {t('residents.back')}
        </ActButton>
      }
      primary={
        <ActButton
          variant="filled"
          hint="F10"
          disabled={preview ? !ready : path === ''}
          pending={look.pending}
          onClick={preview ? go : () => open(path)}
        >
          {t(preview ? 'residents.bringIn' : 'residents.look')}
        </ActButton>
      }
    >
      <form
        className={classes.page}
        onSubmit={(event) => {
          event.preventDefault()
          if (!preview && path !== '') open(path)
        }}
      >
        <ImportFile
          value={path}
          onPicked={(picked) => {
            setPath(picked)
            open(picked)
          }}
        />
        <RefusalPanel error={look.error} onDismiss={look.dismiss} />
        {bringIn.pending ? (
          <Working
            title={t(`residents.phases.${importPhaseOf(progress.data?.phase)}`)}
            work={progress.data ?? null}
            cancel={
              <ActButton pending={cancel.pending} onClick={() => cancel.run({})}>
                {t('residents.cancel')}
              </ActButton>
            }
          />
        ) : null}
        <RefusalPanel error={bringIn.error} onDismiss={bringIn.dismiss} />
        {preview && !bringIn.pending ? (
          <>
            <Segments
              label={t('residents.mode')}
              value={mode}
              onChange={setMode}
              choices={(['add', 'replace'] as const).map((value) => ({
                value,
                label: t(`residents.modes.${value}`),
              }))}
            />
            <p className={isRight ? classes.quiet : classes.missing}>{words}</p>
            <ColumnTable preview={preview} chosen={chosen} onChosen={setChosen} />
          </>
        ) : null}
        {outcome ? <ImportOutcome result={outcome} /> : null}
        {/* Enter looks at the file; the visible button stands in the head. */}
        <button type="submit" hidden />
      </form>
    </Page>
  )
}
