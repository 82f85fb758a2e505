import { Button, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../contract/enrolment.ts'
import { BIODATA_BLOCKS } from '../../../../contract/biodata-notices.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { isBlock } from '../words/warnings.ts'
import { corrected, type Typed } from './corrected.ts'
import { CorrectRow } from './correct-row.tsx'
import { OtherNik } from './other-nik.tsx'

interface CorrectDialogProps {
  readonly recording: Recording
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A wrong NIK or biodata of a sealed recording: field by field with the old value, sealed as an amendment. Nothing is captured again. */
export function CorrectDialog({ recording, onClose, onDone }: CorrectDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [rows, setRows] = useState<readonly Typed[]>([{ field: 'nama', text: '' }])
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const amend = useAct(orpc.enrolment.amend.mutationOptions())
  const { changes, problems } = corrected(recording.biodata, rows)
  const code = problems[0]?.code
  const wrong =
    changes.length === 0
      ? t('enrolment.amend.nothing')
      : code === undefined
        ? null
        : `${t(`enrolment.fields.${problems[0]!.field}`)}: ${isBlock(code) ? BIODATA_BLOCKS[code][language] : code}`
  const save = () => {
    setTried(true)
    if (wrong !== null || !isReason(reason)) return
    const amendment = { kind: 'correction' as const, reason: reason.trim(), changes: [...changes] }
    amend.run({ recording: recording.id, amendment }, onDone)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !amend.pending },
      { key: 'F10', label: t('enrolment.amend.seal'), run: save, enabled: !amend.pending },
    ],
    'dialog',
  )
  const change = (at: number, next: Typed) => setRows(rows.map((row, i) => (i === at ? next : row)))
  return (
    <Modal opened onClose={onClose} title={t('enrolment.amend.correct')} size={760}>
      <form
        className={form.column}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <p className={form.quiet}>{t('enrolment.amend.correctText')}</p>
        {rows.map((row, at) => (
          // Rows are only added at the end.
          <Fragment key={String(at)}>
            <CorrectRow
              biodata={recording.biodata}
              row={row}
              first={at === 0}
              taken={rows.filter((other) => other !== row).map(({ field }) => field)}
              onChange={(next) => change(at, next)}
            />
            {row.field === 'nik' ? <OtherNik recording={recording.id} typed={row.text} /> : null}
          </Fragment>
        ))}
        <div>
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={rows.length >= 6}
            onClick={() => {
              const used = new Set(rows.map(({ field }) => field))
              const next = (
                ['tanggalLahir', 'nik', 'tempatLahir', 'alamat', 'namaIbu', 'kk', 'nama'] as const
              ).find((field) => !used.has(field))
              if (next) setRows([...rows, { field: next, text: '' }])
            }}
          >
            {t('enrolment.amend.more')}
          </Button>
        </div>
        <ReasonField
          label={t('enrolment.capture.reason')}
          value={reason}
          onChange={setReason}
          error={tried && !isReason(reason) ? t('enrolment.parking.reasonMissing') : undefined}
          reasons={(['typing', 'papers', 'said'] as const).map((key) => t(`enrolment.amend.reasons.${key}`))}
        />
        {tried && wrong !== null ? (
          <p className={form.wrong} role="alert">
            {wrong}
          </p>
        ) : null}
        <RefusalPanel error={amend.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={amend.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={amend.pending}>
            {t('enrolment.amend.seal')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
