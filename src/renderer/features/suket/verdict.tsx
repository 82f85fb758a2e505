import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { formatDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import type { Meaning } from '../../ui/theme.ts'
import classes from './check-page.module.css'
import { SuketState } from '../../ui/letter/suket-state.tsx'

type Kind =
  | 'valid'
  | 'not-yet'
  | 'expired'
  | 'withdrawn'
  | 'altered'
  | 'practice'
  | 'unknown-issuer'
  | 'not-a-suket'

export interface Found {
  readonly verdict: Kind
  readonly number: string | null
  readonly name: string | null
  readonly nik: string | null
  readonly birthDate: string | null
  readonly issuedOn: string | null
  readonly expiresOn: string | null
  readonly state: Suket['state'] | null
  readonly endReason: string | null
}

const MEANINGS: Record<Kind, Meaning> = {
  valid: 'aman',
  'not-yet': 'ganda',
  expired: 'menunggu',
  withdrawn: 'bahaya',
  altered: 'bahaya',
  practice: 'bahaya',
  'unknown-issuer': 'ganda',
  'not-a-suket': 'ganda',
}

/** What a QR is worth, in words, with what it says of the letter. */
export function Verdict({ found }: { found: Found }) {
  const { t } = useTranslation()
  const meaning = MEANINGS[found.verdict]
  return (
    <>
      <div className={classes.verdict} data-meaning={meaning} role="status">
        <MeaningIcon meaning={meaning} size={20} />
        <div>
          <strong>{t(`suket.verdicts.${found.verdict}`)}</strong>
          <span>{t(`suket.advice.${found.verdict}`)}</span>
        </div>
      </div>
      {found.number === null ? null : (
        <dl className={form.facts}>
          <dt>{t('suket.number')}</dt>
          <dd>{found.number}</dd>
          <dt>{t('suket.name')}</dt>
          <dd>
            <strong>{found.name}</strong>
          </dd>
          <dt>NIK</dt>
          <dd>
            <NikText nik={found.nik ?? ''} />
          </dd>
          <dt>{t('suket.born')}</dt>
          <dd>{formatDay(found.birthDate ?? '')}</dd>
          <dt>{t('suket.issued')}</dt>
          <dd>{formatDay(found.issuedOn ?? '')}</dd>
          <dt>{t('suket.expires')}</dt>
          <dd>{formatDay(found.expiresOn ?? '')}</dd>
          <dt>{t('suket.registerHere')}</dt>
          <dd>{found.state ? <SuketState state={found.state} /> : t('suket.notHere')}</dd>
          {found.endReason ? (
            <>
              <dt>{t('suket.reason')}</dt>
              <dd>{found.endReason}</dd>
            </>
          ) : null}
        </dl>
      )}
    </>
  )
}
