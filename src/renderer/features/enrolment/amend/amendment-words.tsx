import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Amendment } from '../../../../contract/amendment.ts'
import type { BiodataDraft } from '../../../../contract/biodata.ts'
import { useShownBiodata } from '../biodata/shown-biodata.ts'

/** What an amendment says: its reason, and of a correction each field with its old and new value. */
export function AmendmentWords({ amendment }: { amendment: Amendment }) {
  const changes = amendment.kind === 'correction' ? amendment.changes : []
  return (
    <>
      <p>{amendment.reason}</p>
      {changes.length === 0 ? null : <Changes changes={changes} />}
    </>
  )
}

type Changes = Extract<Amendment, { kind: 'correction' }>['changes']

function Changes({ changes }: { changes: Changes }) {
  const { t } = useTranslation()
  const side = (key: 'old' | 'new'): BiodataDraft =>
    Object.fromEntries(changes.map((change) => [change.field, change[key]]))
  const old = new Map(useShownBiodata(side('old')).map(({ name, text }) => [name, text]))
  const now = new Map(useShownBiodata(side('new')).map(({ name, text }) => [name, text]))
  return (
    <dl>
      {changes.map(({ field }) => (
        <Fragment key={field}>
          <dt>{t(`enrolment.fields.${field}`)}</dt>
          <dd>
            <s>{old.get(field) || '–'}</s> {now.get(field) || '–'}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}
