import { useTranslation } from 'react-i18next'
import type { Paper } from '../../../contract/suket.ts'
import { ChoiceField } from '../choice-field.tsx'
import form from '../form.module.css'
import { RefusalPanel } from '../refusal-panel.tsx'
import { Segments } from '../segments.tsx'
import classes from './letter-choices.module.css'
import type { LetterChoice } from './use-letter-choices.ts'

const PAPERS: readonly Paper[] = ['A4', 'F4']
/** More signers than are seen at once are a list. */
const SEEN = 3

/** Who signs a letter, on which paper, and why, where the Dinas asks for a reason: as at the last letter, to be changed. */
export function LetterChoices({ choice }: { choice: LetterChoice }) {
  const { t } = useTranslation()
  const { options, error, signer, paper, reason, missing } = choice
  if (!options) return <RefusalPanel error={error} />
  if (options.allowed === 'no') return <p className={form.quiet}>{t('suket.choices.forbidden')}</p>
  const signers = options.signers.map(({ title, name, signs }, index) => ({
    value: String(index),
    label: title,
    hint: `${name} · ${t(`suket.signs.${signs}`)}`,
  }))
  return (
    <div className={classes.choices}>
      {options.allowed === 'reasons' ? (
        <div>
          <ChoiceField
            label={t('suket.choices.reason')}
            describedBy="letter-reason"
            choices={options.reasons.map((value) => ({ value, label: value }))}
            value={reason}
            error={missing}
            onChange={choice.setReason}
          />
          <p id="letter-reason" className={form.quiet} role={missing ? 'alert' : undefined}>
            {t(missing ? 'suket.choices.reasonMissing' : 'suket.choices.reasonText')}
          </p>
        </div>
      ) : null}
      {signers.length > SEEN ? (
        <ChoiceField
          label={t('suket.signer')}
          choices={signers.map(({ value, label, hint }) => ({ value, label: `${label} · ${hint}` }))}
          value={String(signer)}
          onChange={(value) => choice.setSigner(Number(value))}
        />
      ) : (
        <Segments
          label={t('suket.signer')}
          choices={signers}
          value={String(signer)}
          onChange={(value) => choice.setSigner(Number(value))}
        />
      )}
      <Segments
        label={t('print.paper')}
        choices={PAPERS.map((value) => ({ value, label: t(`print.papers.${value}`) }))}
        value={paper}
        onChange={choice.setPaper}
      />
    </div>
  )
}
