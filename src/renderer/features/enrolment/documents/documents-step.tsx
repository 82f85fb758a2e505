import { NativeSelect } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptPages } from '../../../../contract/documents.ts'
import {
  type DocumentKind,
  documentKindSchema,
  type RecordedDocument,
} from '../../../../contract/enrolment.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { DocumentCamera } from './document-camera.tsx'
import { DocumentList } from './document-list.tsx'
import { DocumentView } from './document-view.tsx'
import classes from './documents.module.css'
import { type ChosenPdf, PdfDialog } from './pdf-dialog.tsx'
import { ScansDialog } from './scans-dialog.tsx'
import { useDocuments } from './use-documents.ts'

/** Papers: the KK, certificates and others, by camera, from the scanner's folder, or as files. None of them stops anyone. */
export function DocumentsStep() {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const [chosenKind, setKind] = useState<DocumentKind | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [camera, setCamera] = useState(false)
  const [scans, setScans] = useState(false)
  const [pdf, setPdf] = useState<ChosenPdf | null>(null)
  const documents = useDocuments()
  const { list, add, takeScan } = documents
  const kind = chosenKind ?? nextKind(list)
  const shown = list.find(({ id }) => id === chosen) ?? list.at(-1) ?? null

  const taken = () => {
    setKind(null)
    setPdf(null)
  }
  const take = (file: Blob, name: string, pages?: KeptPages) => {
    setCamera(false)
    setChosen(null)
    add.run({ id: draft.id, kind, file: new File([file], name, { type: file.type }), pages }, taken)
  }
  const takeFile = (file: File) => {
    if (file.type !== 'application/pdf') take(file, file.name)
    else setPdf({ file })
  }
  const keep = (pages: KeptPages) => {
    if (pdf === null) return
    if ('file' in pdf) take(pdf.file, pdf.file.name, pages)
    else takeScan.run({ id: draft.id, kind, name: pdf.name, pages }, taken)
  }
  useStepActions({
    back: () => {
      setCamera(false)
      return camera
    },
  })
  useShortcuts([
    {
      key: 'F9',
      label: t('enrolment.documents.camera'),
      run: () => setCamera(true),
      enabled: !camera,
    },
  ])
  return (
    <>
      <StepHead step="documents" text={t('enrolment.documents.text')} />
      <RefusalPanel error={pdf ? null : documents.error} onDismiss={documents.dismiss} />
      <div className={classes.step}>
        <DocumentList list={list} shown={shown} onShow={setChosen} />
        {camera ? (
          <DocumentCamera onTaken={(file) => take(file, 'camera.jpg')} onCancel={() => setCamera(false)} />
        ) : shown ? (
          <DocumentView document={shown} documents={documents} />
        ) : (
          <Empty
            icon={IconFileText}
            title={t('enrolment.documents.empty')}
            text={t('enrolment.documents.emptyText')}
          />
        )}
      </div>
      <div className={classes.tools}>
        <NativeSelect
          aria-label={t('enrolment.documents.kind')}
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(documentKindSchema.parse(value))}
          data={documentKindSchema.options.map((value) => ({
            value,
            label: t(`enrolment.documents.kinds.${value}`),
          }))}
        />
        <ActButton hint="F9" disabled={camera} pending={add.pending} onClick={() => setCamera(true)}>
          {t('enrolment.documents.camera')}
        </ActButton>
        <ActButton onClick={() => setScans(true)}>{t('enrolment.documents.scanner')}</ActButton>
        <FileButton accept="image/jpeg,image/png,application/pdf" disabled={add.pending} onFile={takeFile}>
          {t('enrolment.capture.file')}
        </FileButton>
      </div>
      {scans ? (
        <ScansDialog
          kind={kind}
          onClose={() => setScans(false)}
          onTaken={() => setKind(null)}
          onPdf={(name) => setPdf({ name })}
        />
      ) : null}
      {pdf ? (
        <PdfDialog
          chosen={pdf}
          title={t('enrolment.documents.pdf.title', {
            kind: t(`enrolment.documents.kinds.${kind}`),
            name: 'file' in pdf ? pdf.file.name : pdf.name,
          })}
          pending={add.pending || takeScan.pending}
          error={add.error ?? takeScan.error}
          onClose={() => {
            documents.dismiss()
            setPdf(null)
          }}
          onKeep={keep}
        />
      ) : null}
    </>
  )
}

/** What is usually scanned next: the KK, then the birth certificate, then anything. */
function nextKind(list: readonly RecordedDocument[]): DocumentKind {
  const usual = (['kk', 'birth-certificate'] as const).find((kind) => !list.some((one) => one.kind === kind))
  return usual ?? 'other'
}
