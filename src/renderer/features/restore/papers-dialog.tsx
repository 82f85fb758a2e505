import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { addPapers } from './papers.ts'

const CameraScan = lazyPart(async () => (await import('./camera-scan.tsx')).CameraScan)

interface PapersDialogProps {
  readonly papers: readonly string[]
  readonly onChange: (papers: readonly string[]) => void
  readonly onClose: () => void
}

/**
 * Residents' papers (bukti perekaman), one after the other: a scanner types a line and Enter, a list is pasted, or the camera reads them.
 * They are judged when the sources are looked at, since their station's key is on the disks.
 */
export function PapersDialog({ papers, onChange, onClose }: PapersDialogProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [camera, setCamera] = useState(false)
  const [last, setLast] = useState<{ added: number; refused: number } | null>(null)
  const take = (text: string) => {
    const { papers: all, ...how } = addPapers(papers, text)
    setLast(how)
    setTyped('')
    onChange(all)
  }
  const close = () => {
    if (typed.trim() !== '') onChange(addPapers(papers, typed).papers)
    onClose()
  }
  const toggle = () => setCamera(!camera)
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.dismiss'), run: close },
      { key: 'F10', label: t('restore.papers.done'), run: close },
      { key: 'F9', label: t('restore.papers.camera'), run: toggle },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={close} title={t('restore.papers.title')} size={560}>
      <div className={form.column}>
        <p className={form.quiet}>{t('restore.papers.text')}</p>
        <Textarea
          data-autofocus
          label={t('restore.papers.field')}
          rows={3}
          spellCheck={false}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            if (typed.trim() !== '') take(typed)
          }}
        />
        {camera ? <CameraScan onRead={(text) => !papers.includes(text) && take(text)} /> : null}
        <div role="status" className={form.row}>
          <StatusWord
            quiet
            meaning={papers.length > 0 ? 'aman' : 'menunggu'}
            word={t('restore.papers.some', { count: papers.length })}
          />
          {last && last.added === 0 && last.refused === 0 ? <span>{t('restore.papers.known')}</span> : null}
          {last && last.refused > 0 ? (
            <StatusWord meaning="bahaya" word={t('restore.papers.refused', { count: last.refused })} />
          ) : null}
        </div>
        <div className={form.foot}>
          <ActButton hint="F9" onClick={toggle}>
            {t(camera ? 'restore.papers.cameraOff' : 'restore.papers.camera')}
          </ActButton>
          <ActButton disabled={papers.length === 0} onClick={() => onChange([])}>
            {t('restore.papers.clear')}
          </ActButton>
          <ActButton variant="filled" hint="F10" onClick={close}>
            {t('restore.papers.done')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
