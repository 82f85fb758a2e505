import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'

interface StepFormProps {
  readonly back: { readonly word: string; readonly run: () => void }
  readonly next: string
  readonly pending?: boolean
  readonly onNext: () => void
  readonly children: ReactNode
}

/** One step of the guide: Enter goes on, Escape back. */
export function StepForm({ back, next, pending = false, onNext, children }: StepFormProps) {
  const { t } = useTranslation()
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: back.run, enabled: !pending }])
  return (
    <form
      className={form.column}
      onSubmit={(event) => {
        event.preventDefault()
        onNext()
      }}
    >
      {children}
      <div className={form.foot}>
        <ActButton hint="Escape" disabled={pending} onClick={back.run}>
          {back.word}
        </ActButton>
        <ActButton type="submit" variant="filled" hint="Enter" pending={pending}>
          {next}
        </ActButton>
      </div>
    </form>
  )
}
