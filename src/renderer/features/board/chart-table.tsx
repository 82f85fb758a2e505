import { Card } from '../../ui/card.tsx'
import table from '../../ui/table.module.css'

interface ChartTableProps {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The numbers behind a picture; the first column is words. */
export function ChartTable({ title, head, rows }: ChartTableProps) {
  return (
    <Card title={title} flush>
      <table className={table.table}>
        <thead>
          <tr>
            {head.map((word, column) => (
              <th key={word} className={column > 0 ? table.number : undefined}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((cell, column) => (
                <td key={head[column]} className={column > 0 ? table.number : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
