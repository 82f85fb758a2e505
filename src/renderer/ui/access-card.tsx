import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../orpc.ts'
import { ActButton } from './act-button.tsx'
import { Card } from './card.tsx'
import form from './form.module.css'
import { RefusalPanel } from './refusal-panel.tsx'
import { useAct } from './use-act.ts'
import { useInstant } from './zone-context.tsx'

type About = { readonly recording: string } | { readonly nik: string; readonly name: string }

/** Who stands here asks to see what is known about them: one press enters the request, and says its number and by when it is answered. */
export function AccessCard({ about }: { readonly about: About }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const queries = useQueryClient()
  const [said, setSaid] = useState('')
  const ask = useAct({
    ...orpc.privacy.request.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.privacy.key() }),
  })
  const enter = () =>
    ask.run({ about, way: 'desk' }, ({ number, dueAt }) =>
      setSaid(t('privacy.ask.entered', { number, due: instant(dueAt) })),
    )
  return (
    <Card
      title={t('privacy.ask.title')}
      action={
        <ActButton pending={ask.pending} onClick={enter}>
          {t('privacy.ask.do')}
        </ActButton>
      }
    >
      {said === '' ? <p className={form.quiet}>{t('privacy.ask.text')}</p> : <p role="status">{said}</p>}
      <RefusalPanel error={ask.error} />
    </Card>
  )
}
