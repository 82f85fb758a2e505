import {
  DATA_FLOW,
  DATA_FLOW_COLUMNS,
  DATA_FLOW_HEADS,
  DATA_FLOW_NOTES,
  REPLICATED_DATA,
} from '../../contract/data-flow.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'

/** `rekam audit data-flow`: the page for the impact assessment (DPIA) as Markdown; with --json as data. */
export async function dataFlow(terminal: Terminal, options: Common): Promise<void> {
  const language = languageOf(options)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rows = [DATA_FLOW_HEADS, ...DATA_FLOW].map((row) =>
    line(DATA_FLOW_COLUMNS.map((column) => row[column][language])),
  )
  const [head = '', ...body] = rows
  print(terminal, options, { flow: DATA_FLOW, replicated: REPLICATED_DATA, notes: DATA_FLOW_NOTES }, [
    head,
    line(DATA_FLOW_COLUMNS.map(() => '---')),
    ...body,
    '',
    ...REPLICATED_DATA.map(({ what, tables }) => `- ${what[language]}: ${tables.join(', ')}`),
    ...DATA_FLOW_NOTES.map((note) => `- ${note[language]}`),
  ])
}
