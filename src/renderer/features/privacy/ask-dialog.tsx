import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessWay } from '../../../contract/privacy.ts'
import { nikDigits, parseNik } from '../../../contract/nik.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { parseDay, typeDay } from '../../ui/day.ts'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'

const WAYS: readonly AccessWay[] = ['desk', 'letter', 'deputy']

/** Enters a request of somebody who stands at no recording's page: by NIK and name, the way and the day on which they asked. */
export function AskDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [nik, setNik] = useState('')
  const [name, setName] = useState('')
  const [day, setDay] = useState('')
  const [way, setWay] = useState<AccessWay>('desk')
  const [tried, setTried] = useState(false)
  const ask = useAct({
    ...orpc.privacy.request.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.privacy.key() }),
  })
  const asked = day === '' ? undefined : parseDay(day)
  const wrong = {
    nik: !parseNik(nikDigits(nik)).ok,
    name: name.trim().length < 2,
    day: asked === null,
  }
  const submit = () => {
    setTried(true)
    if (wrong.nik || wrong.name || asked === null) return
    ask.run(
      { about: { nik, name: name.trim() }, way, ...(asked === undefined ? {} : { askedOn: asked }) },
      onClose,
    )
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('privacy.cancel'), run: onClose, enabled: !ask.pending },
      { key: 'F10', label: t('privacy.requests.enter'), run: submit, enabled: !ask.pending },
    ],
    'dialog',
  )
  const error = (is: boolean, words: string) => (tried && is ? words : undefined)
  return (
    <Modal opened onClose={onClose} title={t('privacy.requests.add')} size={560}>
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
          label="NIK"
          value={nik}
          maxLength={24}
          inputMode="numeric"
          error={error(wrong.nik, t('privacy.requests.wrongNik'))}
          onChange={(event) => setNik(event.currentTarget.value)}
        />
        <TextInput
          label={t('privacy.requests.name')}
          value={name}
          maxLength={80}
          error={error(wrong.name, t('privacy.required'))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Segments
          label={t('privacy.requests.way')}
          value={way}
          onChange={setWay}
          choices={WAYS.map((value) => ({ value, label: t(`privacy.ways.${value}`) }))}
        />
        <TextInput
          label={t('privacy.requests.day')}
          description={t('privacy.requests.dayText')}
          placeholder="dd-mm-yyyy"
          value={day}
          error={error(wrong.day, t('privacy.requests.wrongDay'))}
          onChange={(event) => setDay(typeDay(day, event.currentTarget.value))}
        />
        <RefusalPanel error={ask.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={ask.pending} onClick={onClose}>
            {t('privacy.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={ask.pending}>
            {t('privacy.requests.enter')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
