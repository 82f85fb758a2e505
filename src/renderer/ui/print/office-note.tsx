import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import form from '../form.module.css'

/** Whether a letter that is saved here will carry the office's signature: said before it leaves. Nothing where there is none to carry. */
export function OfficeNote() {
  const { t } = useTranslation()
  const office = useQuery(orpc.suket.office.queryOptions({ input: {} }))
  const state = office.data?.state ?? 'none'
  return state === 'none' ? null : <p className={form.quiet}>{t(`print.office.${state}`)}</p>
}
