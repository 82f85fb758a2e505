import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { PaperButtons } from '../../ui/print/paper-buttons.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import table from '../../ui/table.module.css'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { BlanksForm } from './blanks-form.tsx'
import classes from './printing.module.css'

/** The ledger of blanks: what is there, what happened, and what is recorded now. */
export function BlanksDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const blanks = useQuery(orpc.printing.blanks.queryOptions({ input: {} }))
  const [record, setRecord] = useState<string | null>(null)
  const back = record === null ? onClose : () => setRecord(null)
  const signed = (n: number) =>
    n > 0 ? `+${formatCount(n, language)}` : n < 0 ? `−${formatCount(-n, language)}` : ''
  return (
    <Modal
      opened
      onClose={back}
      // Escape is a key of what is shown: the dialog's own would close the ledger behind the record as well.
      closeOnEscape={false}
      title={t(record === null ? 'printing.blanks.title' : 'printing.blanks.record')}
      size={860}
    >
      {record === null ? (
        <div className={form.column}>
          <RefusalPanel error={blanks.error} />
          {blanks.data ? (
            <>
              <p className={classes.stock}>
                {t('printing.blanks.stock')} <strong>{formatCount(blanks.data.stock, language)}</strong>
                <span>
                  {t('printing.blanks.spoilt')} <strong>{formatCount(blanks.data.spoilt, language)}</strong>
                </span>
              </p>
              <BlanksForm onRecord={setRecord} onClose={onClose} />
              {blanks.data.entries.length === 0 ? (
                <p className={form.quiet}>{t('printing.blanks.none')}</p>
              ) : null}
              <div className={classes.entries}>
                <table className={table.table} hidden={blanks.data.entries.length === 0}>
                  <colgroup>
                    <col width={208} />
                    <col />
                    <col width={64} />
                    <col width={64} />
                    <col width={112} />
                  </colgroup>
                  <thead>
                    <tr>
                      <th>{t('printing.blanks.date')}</th>
                      <th>{t('printing.blanks.what')}</th>
                      <th className={table.number}>{t('printing.blanks.change')}</th>
                      <th className={table.number}>{t('printing.blanks.spoiltChange')}</th>
                      <th>{t('printing.blanks.by')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {blanks.data.entries.map((entry, n) => {
                      const words = [t(`printing.blanks.kinds.${entry.kind}`), entry.name, entry.note]
                      const what = words.filter(Boolean).join(' · ')
                      return (
                        // The ledger only grows at its head: what stands at a place from the end is always the same.
                        <tr key={blanks.data.entries.length - n}>
                          <td>{instant(entry.at)}</td>
                          <td title={what}>
                            {what}{' '}
                            {entry.recordUrl === null ? null : (
                              <ActButton size="compact-xs" onClick={() => setRecord(entry.recordUrl)}>
                                {t('printing.blanks.record')}
                              </ActButton>
                            )}
                          </td>
                          <td className={table.number}>{signed(entry.change)}</td>
                          <td className={table.number}>{signed(entry.spoilt)}</td>
                          <td title={entry.operator}>{entry.operator}</td>
                        </tr>
                      )
                    })}
                  </tbody>
                </table>
              </div>
            </>
          ) : null}
          {blanks.isPending ? <Waiting rows={4} /> : null}
        </div>
      ) : (
        <RecordView url={record} onBack={back} />
      )}
    </Modal>
  )
}

/** A destruction record as it goes to paper. */
function RecordView({ url, onBack }: { url: string; onBack: () => void }) {
  const { t } = useTranslation()
  const save = useAct(orpc.printing.saveRecord.mutationOptions())
  const print = useAct(orpc.printing.printRecord.mutationOptions())
  const destruction = url.slice(url.lastIndexOf('/') + 1).replace(/\.pdf$/, '')
  useShortcuts([{ key: 'Escape', label: t('printing.back'), run: onBack }], 'dialog')
  return (
    <div className={form.column}>
      <div className={classes.record}>
        <PdfPreview url={url} label={t('printing.blanks.record')} />
      </div>
      <div className={form.foot}>
        <ActButton hint="Escape" autoFocus onClick={onBack}>
          {t('printing.back')}
        </ActButton>
        <PaperButtons of={{ destruction }} suggested="Berita acara blangko.pdf" save={save} print={print} />
      </div>
    </div>
  )
}
