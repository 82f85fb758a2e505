import { useTranslation } from 'react-i18next'
import { type ImportResult, ROW_PROBLEMS, type RowProblem } from '../../../contract/resident-list.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useToast } from '../../ui/use-toast.ts'

const COUNTS = ['rows', 'added', 'changed', 'same', 'removed', 'left', 'total'] as const

/** What became of a file: how many rows of which kind, why some were left out, and these as a file for the Dinas. */
export function ImportOutcome({ result }: { result: ImportResult }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const toast = useToast()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.resident.saveLeftOut.mutationOptions())
  const keep = () =>
    choose.run({ kind: 'save', suggested: `${t('residents.leftOutFile')}.csv` }, ({ path }) => {
      if (path === null) return
      const ended = path.toLowerCase().endsWith('.csv') ? path : `${path}.csv`
      save.run({ path: ended }, ({ rows }) =>
        toast(t('residents.leftOutSaved', { rows: formatCount(rows, language), path: ended })),
      )
    })
  useShortcuts([{ key: 'F8', label: t('residents.saveLeftOut'), run: keep, enabled: result.left > 0 }])
  const problems = Object.entries(result.problems) as [RowProblem, number][]
  return (
    <Card
      title={t('residents.outcome')}
      action={
        result.left > 0 ? (
          <ActButton hint="F8" pending={save.pending} onClick={keep}>
            {t('residents.saveLeftOut')}
          </ActButton>
        ) : null
      }
    >
      <div>
        <StatusWord
          meaning={result.left > 0 ? 'menunggu' : 'aman'}
          word={t(result.left > 0 ? 'residents.doneBut' : 'residents.done')}
        />
      </div>
      <dl className={form.facts}>
        {COUNTS.filter((name) => name !== 'removed' || result.removed > 0).map((name) => (
          <Count
            key={name}
            word={t(`residents.counts.${name}`)}
            value={formatCount(result[name], language)}
          />
        ))}
      </dl>
      {problems.length > 0 ? (
        <ul>
          {problems.map(([problem, count]) => (
            <li key={problem}>
              {formatCount(count, language)} &times; {ROW_PROBLEMS[problem][language]}
            </li>
          ))}
        </ul>
      ) : null}
      <RefusalPanel error={choose.error ?? save.error} onDismiss={save.dismiss} />
    </Card>
  )
}

function Count({ word, value }: { word: string; value: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </>
  )
}
