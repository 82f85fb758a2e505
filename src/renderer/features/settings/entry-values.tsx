import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AuditValues } from '../../../contract/audit.ts'
import { enrolment } from '../../i18n/id/enrolment.ts'
import classes from './settings-page.module.css'

type Field = keyof typeof enrolment.fields

const isField = (field: string): field is Field => Object.hasOwn(enrolment.fields, field)

/** What an act changed, from what to what, or why that does not show. */
export function EntryValues({ values }: { readonly values: AuditValues | null }) {
  const { t } = useTranslation()
  if (values === null) return null
  if (values.state !== 'here')
    return <div className={classes.values}>{t(`settings.auditState.${values.state}`)}</div>
  return values.changes.map(({ field, old, new: now }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- they never change places
    <div key={index} className={classes.values}>
      {field === '' ? null : `${isField(field) ? t(`enrolment.fields.${field}`) : field}: `}
      {old === null ? null : (
        <>
          <del>{old}</del>
          <span aria-hidden> → </span>
          <VisuallyHidden> {t('settings.auditNew')} </VisuallyHidden>
        </>
      )}
      <span>{now ?? '–'}</span>
    </div>
  ))
}
