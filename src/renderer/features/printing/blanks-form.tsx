import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { countIn, namesIn } from './card-words.ts'
import classes from './printing.module.css'

const ACTS = ['receive', 'damaged', 'correct', 'destroy'] as const

interface BlanksFormProps {
  /** The stack was destroyed: the address of its record. */
  readonly onRecord: (url: string) => void
  readonly onClose: () => void
}

/** One entry of the ledger: received, damaged, corrected, or the stack destroyed with its record. */
export function BlanksForm({ onRecord, onClose }: BlanksFormProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.printing.key() })
  const receive = useAct({ ...orpc.printing.receive.mutationOptions(), onSuccess: refresh })
  const damaged = useAct({ ...orpc.printing.damaged.mutationOptions(), onSuccess: refresh })
  const correct = useAct({ ...orpc.printing.correct.mutationOptions(), onSuccess: refresh })
  const destroy = useAct({ ...orpc.printing.destroy.mutationOptions(), onSuccess: refresh })
  const [act, setAct] = useState<(typeof ACTS)[number]>('receive')
  const [count, setCount] = useState('')
  const [note, setNote] = useState('')
  const [place, setPlace] = useState('')
  const [method, setMethod] = useState(t('printing.blanks.methodDefault'))
  const [witnesses, setWitnesses] = useState('')
  const [tried, setTried] = useState(false)
  const cards = countIn(count, act === 'correct' ? 0 : 1)
  const names = namesIn(witnesses)
  const done = () => {
    setTried(false)
    setCount('')
    setNote('')
  }
  const submit = () => {
    setTried(true)
    const said = note.trim()
    if (act === 'destroy') {
      if (place.trim().length < 2 || method.trim().length < 2 || names.length < 2 || names.length > 4) return
      const how = { place: place.trim(), method: method.trim(), witnesses: names }
      destroy.run(how, ({ recordUrl }) => onRecord(recordUrl))
    } else if (cards !== null && said.length > 2) {
      if (act === 'receive') receive.run({ count: cards, note: said }, done)
      else if (act === 'damaged') damaged.run({ count: cards, reason: said }, done)
      else correct.run({ counted: cards, reason: said }, done)
    }
  }
  const pending = receive.pending || damaged.pending || correct.pending || destroy.pending
  useShortcuts(
    [
      { key: 'Escape', label: t('printing.close'), run: onClose, enabled: !pending },
      { key: 'F10', label: t('printing.save'), run: submit, enabled: !pending },
    ],
    'dialog',
  )
  const required = (missing: boolean) => (tried && missing ? t('printing.required') : undefined)
  return (
    <form
      className={form.column}
      onKeyDown={enterNext(submit)}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Segments
        label={t('printing.blanks.act')}
        choices={ACTS.map((value) => ({ value, label: t(`printing.blanks.acts.${value}`) }))}
        value={act}
        onChange={(next) => {
          setTried(false)
          setAct(next)
        }}
      />
      {act === 'destroy' ? (
        <>
          <div className={classes.fields}>
            <TextInput
              label={t('printing.blanks.method')}
              value={method}
              maxLength={100}
              error={required(method.trim().length < 2)}
              onChange={(event) => setMethod(event.currentTarget.value)}
            />
            <TextInput
              label={t('printing.blanks.place')}
              value={place}
              maxLength={100}
              error={required(place.trim().length < 2)}
              onChange={(event) => setPlace(event.currentTarget.value)}
            />
          </div>
          <TextInput
            label={t('printing.blanks.witnesses')}
            value={witnesses}
            maxLength={250}
            error={
              tried && (names.length < 2 || names.length > 4) ? t('printing.blanks.twoWitnesses') : undefined
            }
            onChange={(event) => setWitnesses(event.currentTarget.value)}
          />
        </>
      ) : (
        <div className={classes.fields}>
          <TextInput
            label={t(act === 'correct' ? 'printing.blanks.counted' : 'printing.blanks.count')}
            autoFocus
            inputMode="numeric"
            value={count}
            maxLength={6}
            error={required(cards === null)}
            onChange={(event) => setCount(event.currentTarget.value)}
          />
          <TextInput
            label={t(act === 'receive' ? 'printing.blanks.note' : 'printing.reason')}
            value={note}
            maxLength={200}
            error={required(note.trim().length < 3)}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </div>
      )}
      <RefusalPanel error={receive.error ?? damaged.error ?? correct.error ?? destroy.error} />
      <div className={form.foot}>
        <ActButton hint="Escape" disabled={pending} onClick={onClose}>
          {t('printing.close')}
        </ActButton>
        <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
          {t('printing.save')}
        </ActButton>
      </div>
    </form>
  )
}
