import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../contract/queue.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'

const WAYS = ['close', 'moved-recorded', 'recorded-here'] as const

interface EndDialogProps {
  readonly ticket: Ticket
  /** The ticket's whole NIK, if it has one. */
  readonly nik: string | null
  readonly onClose: () => void
}

/** Ends a number without a recording: the person went, or is recorded already and must not be again. */
export function EndDialog({ ticket, nik: known, onClose }: EndDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.queue.key() })
  const close = useAct({ ...orpc.queue.close.mutationOptions(), onSuccess: refresh })
  const notAgain = useAct({ ...orpc.queue.notAgain.mutationOptions(), onSuccess: refresh })
  const [way, setWay] = useState<(typeof WAYS)[number]>('close')
  const [note, setNote] = useState('')
  const [nik, setNik] = useState(known ?? '')
  const [tried, setTried] = useState(false)
  const pending = close.pending || notAgain.pending
  const { id, number, name } = ticket
  const submit = () => {
    setTried(true)
    if (way === 'close') {
      if (isReason(note)) close.run({ id, note: note.trim() }, onClose)
    } else if (nik.trim() !== '') notAgain.run({ nik, why: way, note, ticket: id }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !pending },
      { key: 'F10', label: t('queue.end'), run: submit, enabled: !pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('queue.endOf', { number, name })} size={640}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Segments
          first
          down
          label={t('queue.why')}
          choices={WAYS.map((value) => ({
            value,
            label: t(`queue.ends.${value}`),
            hint: t(`queue.endHints.${value}`),
          }))}
          value={way}
          onChange={setWay}
        />
        {way === 'close' ? null : (
          <TextInput
            label="NIK"
            value={nik}
            maxLength={40}
            inputMode="numeric"
            error={tried && nik.trim() === '' ? t('queue.required') : undefined}
            onChange={(event) => setNik(event.currentTarget.value)}
          />
        )}
        <ReasonField
          label={t('queue.note')}
          value={note}
          onChange={setNote}
          error={tried && way === 'close' && !isReason(note) ? t('queue.required') : undefined}
          reasons={way === 'close' ? [t('queue.reasons.left'), t('queue.reasons.papers')] : []}
        />
        <RefusalPanel error={close.error ?? notAgain.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
            {t('queue.end')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
