import { useTranslation } from 'react-i18next'
import {
  DATA_FLOW,
  DATA_FLOW_COLUMNS,
  DATA_FLOW_HEADS,
  DATA_FLOW_NOTES,
  REPLICATED_DATA,
} from '../../../contract/data-flow.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Card } from '../../ui/card.tsx'
import table from '../../ui/table.module.css'
import classes from './privacy.module.css'

/** Where personal data goes: the page for the impact assessment, as `rekam audit data-flow` prints it. */
export function FlowPart() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Card title={t('privacy.flow.title')}>
      <p className={classes.saved}>{t('privacy.flow.text')}</p>
      <table className={`${table.table} ${classes.wrap}`}>
        <thead>
          <tr>
            {DATA_FLOW_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {DATA_FLOW_HEADS[column][language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DATA_FLOW.map((row) => (
            <tr key={row.step.id}>
              {DATA_FLOW_COLUMNS.map((column) => (
                <td key={column}>{row[column][language]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={classes.counts}>
        {REPLICATED_DATA.map(({ what, tables }) => (
          <li key={what.id}>
            {what[language]}: {tables.join(', ')}
          </li>
        ))}
        {DATA_FLOW_NOTES.map((note) => (
          <li key={note.id}>{note[language]}</li>
        ))}
      </ul>
    </Card>
  )
}
