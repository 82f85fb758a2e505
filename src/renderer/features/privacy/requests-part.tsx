import { useQuery } from '@tanstack/react-query'
import { IconFileSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessRequest } from '../../../contract/privacy.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import table from '../../ui/table.module.css'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { AskDialog } from './ask-dialog.tsx'
import classes from './privacy.module.css'

const MEANING = { open: 'menunggu', overdue: 'bahaya', answered: 'aman' } as const

/** The register of residents' requests; the first to answer is the first due. */
export function RequestsPart() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const [saved, setSaved] = useState('')
  const requests = useQuery(orpc.privacy.requests.queryOptions({ input: {} }))
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const answer = useAct({
    ...orpc.privacy.answer.mutationOptions(),
    onSuccess: () => requests.refetch(),
  })
  useShortcuts([{ key: 'F7', label: t('privacy.requests.add'), run: () => setAsking(true) }])
  const save = ({ id, number }: AccessRequest) =>
    choose.run(
      {
        kind: 'save',
        suggested: `${t('privacy.requests.file', { number: number.replaceAll('/', '-') })}.pdf`,
      },
      ({ path }) => {
        if (path === null) return
        answer.run({ id, path: path.toLowerCase().endsWith('.pdf') ? path : `${path}.pdf` }, (made) =>
          setSaved(
            t('privacy.requests.saved', {
              path: made.path,
              entries: formatCount(made.entries, language),
              values: formatCount(made.values, language),
            }),
          ),
        )
      },
    )
  const rows = requests.data ?? []
  return (
    <Card
      title={t('privacy.requests.title')}
      action={
        <ActButton variant="filled" hint="F7" onClick={() => setAsking(true)}>
          {t('privacy.requests.add')}
        </ActButton>
      }
    >
      <RefusalPanel error={requests.error ?? choose.error ?? answer.error} />
      {saved === '' ? null : (
        <p role="status" className={classes.saved}>
          {saved}
        </p>
      )}
      {requests.isPending ? <Waiting rows={4} /> : null}
      {requests.data && rows.length === 0 ? (
        <Empty
          icon={IconFileSearch}
          title={t('privacy.requests.none')}
          text={t('privacy.requests.noneText')}
        />
      ) : null}
      {rows.length > 0 ? (
        <table className={`${table.table} ${classes.wrap}`}>
          <thead>
            <tr>
              {(['number', 'who', 'asked', 'due', 'state', 'act'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`privacy.requests.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <RequestLine
                key={one.id}
                request={one}
                pending={answer.pending || choose.pending}
                onAnswer={() => save(one)}
              />
            ))}
          </tbody>
        </table>
      ) : null}
      {asking ? <AskDialog onClose={() => setAsking(false)} /> : null}
    </Card>
  )
}

function RequestLine({
  request: one,
  pending,
  onAnswer,
}: {
  readonly request: AccessRequest
  readonly pending: boolean
  readonly onAnswer: () => void
}) {
  const { t } = useTranslation()
  const instant = useInstant()
  return (
    <tr>
      <td>{one.number}</td>
      <td>
        {one.name}
        <br />
        <NikText nik={one.nik} />
      </td>
      <td>
        {instant(one.askedAt)}
        <br />
        {t(`privacy.ways.${one.way}`)} · {one.enteredBy}
      </td>
      <td>{instant(one.dueAt)}</td>
      <td>
        <StatusWord meaning={MEANING[one.state]} word={t(`privacy.requests.states.${one.state}`)} />
        {one.answeredAt === null ? null : (
          <div>
            {instant(one.answeredAt)} · {one.answeredBy}
          </div>
        )}
      </td>
      <td>
        {one.nik === '' ? null : (
          <ActButton pending={pending} onClick={onAnswer}>
            {t(one.state === 'answered' ? 'privacy.requests.again' : 'privacy.requests.answer')}
          </ActButton>
        )}
      </td>
    </tr>
  )
}
