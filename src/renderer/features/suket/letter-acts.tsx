import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useMay } from '../../ui/use-may.ts'
import classes from './letter-page.module.css'
import { EndDialog } from './end-dialog.tsx'
import { RenewDialog } from './renew-dialog.tsx'

/** What can be done to a letter besides printing it: followed by a new one, taken back, voided. */
export function LetterActs({ letter }: { letter: Suket }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [doing, setDoing] = useState<'renew' | 'withdraw' | 'void' | null>(null)
  const may = (act: Suket['acts'][number]) => letter.acts.includes(act)
  const mayVoid = useMay()('suket.void')
  const done = () => setDoing(null)
  return (
    <>
      <div className={classes.acts}>
        {may('renew') ? <ActButton onClick={() => setDoing('renew')}>{t('suket.renew')}</ActButton> : null}
        {may('withdraw') ? (
          <ActButton onClick={() => setDoing('withdraw')}>{t('suket.withdraw')}</ActButton>
        ) : null}
        {may('void') && mayVoid ? (
          <ActButton onClick={() => setDoing('void')}>{t('suket.void')}</ActButton>
        ) : null}
        <ActButton
          onClick={() => void navigate({ to: '/enrolment/recording/$id', params: { id: letter.recording } })}
        >
          {t('suket.recording')}
        </ActButton>
      </div>
      {doing === 'renew' ? (
        <RenewDialog
          letter={letter}
          onClose={done}
          onRenewed={(id) => {
            done()
            void navigate({ to: '/suket/$id', params: { id } })
          }}
        />
      ) : null}
      {doing === 'withdraw' || doing === 'void' ? (
        <EndDialog letter={letter} act={doing} onClose={done} />
      ) : null}
    </>
  )
}
