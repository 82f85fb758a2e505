import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PURPOSES, type Purpose } from '../../../contract/application.ts'
import { PRIORITIES, type Priority, type Ticket } from '../../../contract/queue.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { newKey } from './new-key.ts'

interface TakeDialogProps {
  readonly onTaken: (ticket: Ticket) => void
  readonly onClose: () => void
}

/** Draws a number for somebody who came: a name is enough. */
export function TakeDialog({ onTaken, onClose }: TakeDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [key] = useState(newKey)
  const [name, setName] = useState('')
  const [nik, setNik] = useState('')
  const [phone, setPhone] = useState('')
  const [purpose, setPurpose] = useState<Purpose>('new')
  const [priority, setPriority] = useState<Priority | 'none'>('none')
  const [tried, setTried] = useState(false)
  const take = useAct({
    ...orpc.queue.take.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.queue.key() }),
  })
  const said = { name: name.trim(), nik: nik.trim(), phone: phone.trim() }
  const phoneIsRight = said.phone === '' || /^\+?[0-9 .-]{6,20}$/.test(said.phone)
  const submit = () => {
    setTried(true)
    if (said.name.length < 2 || !phoneIsRight) return
    take.run(
      {
        key,
        name: said.name,
        purpose,
        priority: priority === 'none' ? null : priority,
        ...(said.nik === '' ? {} : { nik: said.nik }),
        ...(said.phone === '' ? {} : { phone: said.phone }),
      },
      onTaken,
    )
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !take.pending },
      { key: 'F10', label: t('queue.take'), run: submit, enabled: !take.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('queue.take')} size={640}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextInput
          data-autofocus
          label={t('queue.name')}
          value={name}
          maxLength={100}
          error={tried && said.name.length < 2 ? t('queue.required') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={form.pair}>
          <TextInput
            label={t('queue.nik')}
            value={nik}
            maxLength={40}
            inputMode="numeric"
            onChange={(event) => setNik(event.currentTarget.value)}
          />
          <TextInput
            label={t('queue.phone')}
            value={phone}
            maxLength={20}
            inputMode="tel"
            error={tried && !phoneIsRight ? t('queue.phoneWrong') : undefined}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
        </div>
        <ChoiceField
          label={t('queue.purpose')}
          choices={PURPOSES.map((value) => ({ value, label: t(`queue.purposes.${value}`) }))}
          value={purpose}
          onChange={(value) => setPurpose(PURPOSES.find((known) => known === value) ?? 'new')}
        />
        <Segments
          label={t('queue.priority')}
          choices={(['none', ...PRIORITIES] as const).map((value) => ({
            value,
            label: t(`queue.priorities.${value}`),
          }))}
          value={priority}
          onChange={setPriority}
        />
        <RefusalPanel error={take.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={take.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={take.pending}>
            {t('queue.take')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
