import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { enterNext } from '../../../ui/enter-next.ts'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { NikText } from '../../../ui/nik-text.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { useAct } from '../../../ui/use-act.ts'

const WAYS = ['moved-recorded', 'recorded-here'] as const

interface NotAgainDialogProps {
  readonly nik: string
  /** The number with which the person was called. */
  readonly ticket: string | undefined
  /** This station has a recording of the NIK. */
  readonly here: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Somebody who is recorded already, here or where they moved from: noted in the daybook instead of recorded twice. */
export function NotAgainDialog({ nik, ticket, here, onClose, onDone }: NotAgainDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [why, setWhy] = useState<(typeof WAYS)[number]>(here ? 'recorded-here' : 'moved-recorded')
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct({
    ...orpc.queue.notAgain.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.queue.key() }),
  })
  /** The number knows the name already. */
  const isNamed = ticket !== undefined || name.trim().length >= 2
  const save = () => {
    setTried(true)
    if (!isNamed) return
    act.run(
      { nik, why, name: name.trim(), note: note.trim(), ...(ticket === undefined ? {} : { ticket }) },
      onDone,
    )
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !act.pending },
      { key: 'F10', label: t('enrolment.start.record'), run: save, enabled: !act.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.start.notAgainTitle')} size={560}>
      <form
        className={form.column}
        onKeyDown={enterNext(save)}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <p className={form.quiet}>{t('enrolment.start.notAgainText')}</p>
        <NikText nik={nik} />
        <Segments
          first
          down
          label={t('queue.why')}
          choices={WAYS.map((value) => ({ value, label: t(`queue.ends.${value}`) }))}
          value={why}
          onChange={setWhy}
        />
        {ticket === undefined ? (
          <TextInput
            label={t('enrolment.start.name')}
            value={name}
            maxLength={100}
            error={tried && !isNamed ? t('queue.required') : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        ) : null}
        <TextInput
          label={t('enrolment.start.note')}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <RefusalPanel error={act.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={act.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={act.pending}>
            {t('enrolment.start.record')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
