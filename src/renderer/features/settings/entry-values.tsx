import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AuditValues } from '../../../contract/audit.ts'
import { auditFields } from '../../i18n/id/audit-fields.ts'
import { enrolment } from '../../i18n/id/enrolment.ts'
import classes from './settings-page.module.css'

type Field = keyof typeof enrolment.fields

const isField = (field: string): field is Field => Object.hasOwn(enrolment.fields, field)
const isSaid = (field: string): field is keyof typeof auditFields => Object.hasOwn(auditFields, field)

/** What a value is called; a name that has no words yet stands as it is, and is marked for the test of the window. */
function FieldName({ field }: { readonly field: string }) {
  const { t } = useTranslation()
  if (field === '') return null
  if (isField(field)) return <>{t(`enrolment.fields.${field}`)}: </>
  if (isSaid(field)) return <>{t(`settings.auditFields.${field}`)}: </>
  return <span data-unnamed>{field}: </span>
}

/** What an act changed, from what to what, or why that does not show. */
export function EntryValues({ values }: { readonly values: AuditValues | null }) {
  const { t } = useTranslation()
  if (values === null) return null
  if (values.state !== 'here')
    return <div className={classes.values}>{t(`settings.auditState.${values.state}`)}</div>
  return values.changes.map(({ field, old, new: now }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- they never change places
    <div key={index} className={classes.values}>
      <FieldName field={field} />
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
