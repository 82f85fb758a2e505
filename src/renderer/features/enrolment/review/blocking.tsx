import { useTranslation } from 'react-i18next'
import type { Review } from '../../../../contract/enrolment.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { ApprovePresent } from './approve-present.tsx'
import { fieldOf, groupBlocking, problemWords, slotWords, warningWords } from './notices.ts'
import classes from './review.module.css'

interface BlockingProps {
  readonly blocking: Review['blocking']
  readonly warnings: Review['warnings']
}

const WARNING_WORDS: Readonly<
  Record<string, 'lowScore' | 'secondDiffers' | 'documentMissing' | 'approvalWaits' | 'domicileDiffers'>
> = {
  'LOW-SCORE': 'lowScore',
  'SECOND-DIFFERS': 'secondDiffers',
  'DOCUMENT-MISSING': 'documentMissing',
  'APPROVAL-WAITS': 'approvalWaits',
  'DOMICILE-DIFFERS': 'domicileDiffers',
}

const BLOCKING_WORDS: Readonly<
  Record<string, 'photoNotApproved' | 'alikeUndecided' | 'alikeSame' | 'parked'>
> = {
  'PHOTO-NOT-APPROVED': 'photoNotApproved',
  'ALIKE-UNDECIDED': 'alikeUndecided',
  'ALIKE-SAME': 'alikeSame',
  PARKED: 'parked',
}

/** What still stands before the seal, one line a step, each jumping there; below it what may be looked at. */
export function Blocking({ blocking, warnings }: BlockingProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { goTo } = useDraft()
  const said = (item: Review['blocking'][number]): string => {
    if (item.code === 'REASON-MISSING') return t('enrolment.review.reasonMissing')
    const field = fieldOf(item)
    if (field === null) {
      return slotWords(item, language) ?? t(`enrolment.review.${BLOCKING_WORDS[item.code] ?? 'notConfirmed'}`)
    }
    const problem = problemWords(item.code, language)
    const name = t(`enrolment.fields.${field}`)
    return problem === null ? name : `${name} (${problem})`
  }
  const warned = (item: Review['warnings'][number]): string =>
    warningWords(item, language) ??
    t(`enrolment.review.${WARNING_WORDS[item.code] ?? 'lowScore'}`, { slot: slotWords(item, language) ?? '' })
  return (
    <div className={classes.notices}>
      {blocking.length === 0 ? <StatusWord meaning="aman" word={t('enrolment.review.complete')} /> : null}
      {groupBlocking(blocking).map(({ step, items }) => (
        <button key={step} type="button" className={classes.blocking} onClick={() => goTo(step)}>
          <MeaningIcon meaning="bahaya" />
          <strong>{t(`enrolment.steps.${step}`)}</strong>
          <span title={items.map(said).join(', ')}>{items.map(said).join(', ')}</span>
        </button>
      ))}
      {warnings.map((warning) => (
        <div key={`${warning.code} ${warning.field ?? warning.slot ?? ''}`} className={classes.warning}>
          <MeaningIcon meaning="menunggu" />
          <span>{warned(warning)}</span>
          {warning.code === 'APPROVAL-WAITS' ? <ApprovePresent /> : null}
        </div>
      ))}
    </div>
  )
}
