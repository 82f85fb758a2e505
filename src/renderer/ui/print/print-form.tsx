import { NumberInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paper, PrintChoice } from '../../../contract/suket.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../act-button.tsx'
import { ChoiceField } from '../choice-field.tsx'
import { enterNext } from '../enter-next.ts'
import form from '../form.module.css'
import { useShortcuts } from '../keys/keys.tsx'
import { isReason, ReasonField } from '../reason-field.tsx'
import { RefusalPanel } from '../refusal-panel.tsx'
import { Segments } from '../segments.tsx'
import { StatusWord } from '../status-word.tsx'
import { useAct } from '../use-act.ts'
import { OfficeNote } from './office-note.tsx'
import { type Printable, useSavePdf } from './use-save-pdf.ts'
import { useWayBack } from './use-way-back.ts'

type Printer = Awaited<ReturnType<typeof orpc.suket.printers.call>>['printers'][number]

/** The choice of the printer's own tray, which is none of its names. */
const ANY_TRAY = '-'
const PAPERS: readonly Paper[] = ['A4', 'F4']

export interface PrintLetters {
  readonly letters: readonly Printable[]
  readonly paper?: Paper
  /** Whether the letter has been on paper, so that a reason is asked for. */
  readonly again?: boolean
}

interface PrintFormProps {
  readonly what: PrintLetters
  readonly printers: readonly Printer[]
  readonly last: PrintChoice | null
  readonly onClose: () => void
  readonly onPrinted: ((batch: string) => void) | undefined
}

/** Printer, tray, copies and paper as they were chosen last; a reason where a letter is printed again. */
export function PrintForm({ what, printers, last, onClose, onPrinted }: PrintFormProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const before = printers.find(({ name }) => name === last?.printer)
  const [name, setName] = useState(
    (before ?? printers.find(({ isDefault }) => isDefault) ?? printers[0]!).name,
  )
  const [tray, setTray] = useState(before && last?.tray ? last.tray : ANY_TRAY)
  const [copies, setCopies] = useState(before ? (last?.copies ?? 1) : 1)
  const [paper, setPaper] = useState<Paper | undefined>(what.paper)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const print = useAct({
    ...orpc.suket.print.mutationOptions(),
    onSuccess: () => void queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const save = useSavePdf(what.letters, onClose)
  const printer = printers.find((one) => one.name === name) ?? printers[0]!
  const trays = printer.trays
  const takes = paper === undefined || printer.papers.includes(paper)
  const busy = print.pending || save.pending
  const back = useWayBack(save, busy, onClose)
  const reasonField = useRef<HTMLInputElement>(null)
  // The form comes after the dialog has opened, when the printers have answered; or with it, and then the dialog puts the focus.
  useEffect(() => reasonField.current?.focus(), [])
  const submit = () => {
    setTried(true)
    if (!takes || (what.again && !isReason(reason))) return
    print.run(
      {
        ids: what.letters.map(({ id }) => id),
        printer: printer.name,
        tray: trays.some(({ id }) => id === tray) ? tray : null,
        copies,
        ...(paper === undefined ? {} : { paper }),
        ...(what.again ? { reason: reason.trim() } : {}),
      },
      ({ batch }) => {
        onPrinted?.(batch)
        onClose()
      },
    )
  }
  useShortcuts(
    [
      { key: 'Escape', label: back.label, run: back.run, enabled: back.enabled },
      { key: 'Ctrl+S', label: t('print.save'), run: save.run, enabled: !busy },
      { key: 'F10', label: t('print.print'), run: submit, enabled: !busy },
    ],
    'dialog',
  )
  return (
    <form
      className={form.column}
      onKeyDown={enterNext(submit)}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {what.again ? (
        <ReasonField
          ref={reasonField}
          autoFocus
          label={t('print.reason')}
          value={reason}
          onChange={setReason}
          error={tried && !isReason(reason) ? t('print.reasonMissing') : undefined}
          reasons={[t('print.reasons.torn'), t('print.reasons.faint'), t('print.reasons.lost')]}
        />
      ) : null}
      <ChoiceField
        label={t('print.printer')}
        choices={printers.map(({ name: value, title }) => ({ value, label: title }))}
        value={printer.name}
        onChange={setName}
      />
      {printer.state === 'ready' || printer.state === 'printing' ? null : (
        <StatusWord meaning="menunggu" word={t(`print.printerStates.${printer.state}`)} />
      )}
      {trays.length > 0 ? (
        <ChoiceField
          label={t('print.tray')}
          choices={[
            { value: ANY_TRAY, label: t('print.anyTray') },
            ...trays.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          value={trays.some(({ id }) => id === tray) ? tray : ANY_TRAY}
          onChange={setTray}
        />
      ) : null}
      <NumberInput
        label={t('print.copies')}
        min={1}
        max={9}
        clampBehavior="strict"
        allowDecimal={false}
        value={copies}
        onChange={(value) => setCopies(Math.min(9, Math.max(1, Number(value) || 1)))}
      />
      {paper === undefined ? null : (
        <Segments
          label={t('print.paper')}
          choices={PAPERS.map((value) => ({
            value,
            label: t(`print.papers.${value}`),
            disabled: !printer.papers.includes(value),
          }))}
          value={paper}
          onChange={setPaper}
        />
      )}
      {takes ? null : <p role="alert">{t('print.otherPaper', { paper })}</p>}
      <OfficeNote />
      <RefusalPanel error={print.error ?? save.error} />
      <div className={form.foot}>
        <ActButton hint="Escape" disabled={!back.enabled} onClick={back.run}>
          {back.label}
        </ActButton>
        <ActButton hint="Ctrl+S" disabled={print.pending} pending={save.pending} onClick={save.run}>
          {t('print.save')}
        </ActButton>
        <ActButton
          type="submit"
          variant="filled"
          hint="F10"
          autoFocus={what.again !== true}
          data-autofocus={what.again === true ? undefined : true}
          disabled={save.pending}
          pending={print.pending}
        >
          {t('print.print')}
        </ActButton>
      </div>
    </form>
  )
}
