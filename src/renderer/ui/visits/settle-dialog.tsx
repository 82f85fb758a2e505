import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../act-button.tsx'
import { enterNext } from '../enter-next.ts'
import form from '../form.module.css'
import { useShortcuts } from '../keys/keys.tsx'
import { isReason, ReasonField } from '../reason-field.tsx'
import { RefusalPanel } from '../refusal-panel.tsx'
import { useAct } from '../use-act.ts'

const NOTES = ['asked', 'sent', 'told'] as const

/** A penyelia says what was done about a card that was asked for. */
export function SettleDialog({ recording, onClose }: { recording: string; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const settle = useAct({
    ...orpc.printing.settleVisits.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.printing.key() }),
  })
  const save = () => {
    setTried(true)
    if (isReason(note)) settle.run({ recording, note: note.trim() }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !settle.pending },
      { key: 'F10', label: t('printing.visits.settle'), run: save, enabled: !settle.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('printing.visits.title')}>
      <div className={form.column} onKeyDown={enterNext(save)}>
        <p className={form.quiet}>{t('printing.visits.settleText')}</p>
        <ReasonField
          autoFocus
          label={t('printing.visits.note')}
          value={note}
          onChange={setNote}
          error={tried && !isReason(note) ? t('printing.visits.noteMissing') : undefined}
          reasons={NOTES.map((key) => t(`printing.visits.notes.${key}`))}
        />
        <RefusalPanel error={settle.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={settle.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton variant="filled" hint="F10" pending={settle.pending} onClick={save}>
            {t('printing.visits.settle')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
