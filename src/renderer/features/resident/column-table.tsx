import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type ImportPreview, RESIDENT_FIELDS } from '../../../contract/resident-list.ts'
import { type Chosen, withField } from './chosen-columns.ts'
import classes from './import-page.module.css'

interface ColumnTableProps {
  readonly preview: ImportPreview
  readonly chosen: Chosen
  readonly onChosen: (chosen: Chosen) => void
}

/** Rows of the sample that stand below the choice. */
const ROWS = 8

/** The beginning of the file, with what each column holds above it. */
export function ColumnTable({ preview, chosen, onChosen }: ColumnTableProps) {
  const { t } = useTranslation()
  const choices = [
    { value: '', label: t('residents.unused') },
    ...RESIDENT_FIELDS.map((field) => ({ value: field, label: t(`residents.fields.${field}`) })),
  ]
  return (
    <div className={classes.scroll} role="region" aria-label={t('residents.sample')} tabIndex={0}>
      <table className={classes.sample}>
        <thead>
          <tr>
            {preview.header.map((name, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns of a file have no other name that is their own
              <th key={at} scope="col" data-used={(chosen[at] ?? '') !== '' || undefined}>
                <span title={name}>{name === '' ? t('residents.nameless') : name}</span>
                <NativeSelect
                  aria-label={t('residents.columnHolds', { name })}
                  value={chosen[at] ?? ''}
                  onChange={({ currentTarget: { value } }) => onChosen(withField(chosen, at, value))}
                  data={choices}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.sample.slice(0, ROWS).map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows of a file neither
            <tr key={row}>
              {preview.header.map((_, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- see above
                <td key={at}>{cells[at] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
