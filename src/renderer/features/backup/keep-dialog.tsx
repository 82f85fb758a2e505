import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disk } from '../../../contract/backup.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatDay, parseDay, typeDay } from '../../ui/day.ts'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Where a disk is kept, who has it, by when it is to be connected again. */
export function KeepDialog({ disk, onClose }: { disk: Disk; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [place, setPlace] = useState(disk.place)
  const [holder, setHolder] = useState(disk.holder)
  const [due, setDue] = useState(disk.dueOn === null ? '' : formatDay(disk.dueOn))
  const [wrong, setWrong] = useState(false)
  const keep = useAct({
    ...orpc.backup.keep.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.backup.key() }),
  })
  const submit = () => {
    const dueOn = due.trim() === '' ? null : parseDay(due)
    const isWrong = due.trim() !== '' && dueOn === null
    setWrong(isWrong)
    if (!isWrong) keep.run({ disk: disk.id, place, holder, dueOn }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('backup.cancel'), run: onClose, enabled: !keep.pending },
      { key: 'F10', label: t('backup.save'), run: submit, enabled: !keep.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('backup.keepTitle', { label: disk.label })} size={560}>
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
          label={t('backup.place')}
          description={t('backup.placeRule')}
          value={place}
          maxLength={60}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <TextInput
          label={t('backup.holder')}
          value={holder}
          maxLength={60}
          onChange={(event) => setHolder(event.currentTarget.value)}
        />
        <TextInput
          label={t('backup.due')}
          description={t('backup.dayHint')}
          value={due}
          maxLength={10}
          error={wrong ? t('backup.dayWrong') : undefined}
          onChange={(event) => setDue(typeDay(due, event.currentTarget.value))}
        />
        <RefusalPanel error={keep.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={keep.pending} onClick={onClose}>
            {t('backup.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={keep.pending}>
            {t('backup.save')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
