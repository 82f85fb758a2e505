import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../../contract/suket.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { formatDay } from '../../../ui/day.ts'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { SuketState } from '../../../ui/letter/suket-state.tsx'
import { PrintState } from '../../../ui/print/print-state.tsx'
import classes from './suket-card.module.css'

/** The newest letter of the resident: number, days, state, and its way to paper. */
export function SuketFacts({ letter, onPrint }: { letter: Suket; onPrint: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayPrint = letter.acts.includes('reprint')
  const printWords = t(letter.paperAt ? 'print.again' : 'print.open')
  useShortcuts([{ key: 'Ctrl+P', label: printWords, run: onPrint, enabled: mayPrint }])
  return (
    <>
      <strong className={classes.number}>{letter.number}</strong>
      <dl className={form.facts}>
        <dt>{t('suket.state')}</dt>
        <dd>
          <SuketState state={letter.state} />
        </dd>
        <dt>{t('enrolment.suket.issued')}</dt>
        <dd>{formatDay(letter.issuedOn)}</dd>
        <dt>{t('enrolment.suket.expires')}</dt>
        <dd>{formatDay(letter.expiresOn)}</dd>
        {letter.endReason ? (
          <>
            <dt>{t('suket.reason')}</dt>
            <dd>{letter.endReason}</dd>
          </>
        ) : null}
      </dl>
      <div className={classes.acts}>
        {mayPrint ? (
          <ActButton hint="Ctrl+P" onClick={onPrint}>
            {printWords}
          </ActButton>
        ) : null}
        <ActButton onClick={() => void navigate({ to: '/suket/$id', params: { id: letter.id } })}>
          {t('enrolment.suket.open')}
        </ActButton>
      </div>
      <PrintState suket={letter.id} />
    </>
  )
}
