import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import classes from './letter-page.module.css'
import { EndDialog } from './end-dialog.tsx'

/** What can be done to a letter besides printing it: followed by a new one, taken back, voided. */
export function LetterActs({ letter }: { letter: Suket }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [ending, setEnding] = useState<'withdraw' | 'void' | null>(null)
  const renew = useAct({
    ...orpc.suket.renew.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const may = (act: Suket['acts'][number]) => letter.acts.includes(act)
  return (
    <>
      <div className={classes.acts}>
        {may('renew') ? (
          <ActButton
            pending={renew.pending}
            onClick={() =>
              renew.run({ id: letter.id }, ({ id }) => void navigate({ to: '/suket/$id', params: { id } }))
            }
          >
            {t('suket.renew')}
          </ActButton>
        ) : null}
        {may('withdraw') ? (
          <ActButton onClick={() => setEnding('withdraw')}>{t('suket.withdraw')}</ActButton>
        ) : null}
        {may('void') ? <ActButton onClick={() => setEnding('void')}>{t('suket.void')}</ActButton> : null}
        <ActButton
          onClick={() => void navigate({ to: '/enrolment/recording/$id', params: { id: letter.recording } })}
        >
          {t('suket.recording')}
        </ActButton>
      </div>
      <RefusalPanel error={renew.error} onDismiss={renew.dismiss} />
      {ending ? <EndDialog letter={letter} act={ending} onClose={() => setEnding(null)} /> : null}
    </>
  )
}
