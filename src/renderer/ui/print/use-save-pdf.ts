import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { useAct } from '../use-act.ts'
import { useToast } from '../use-toast.ts'
import { fileNameOf, withPdf } from './file-name.ts'

export interface Printable {
  readonly id: string
  readonly number: string
}

const SAVED = {
  signed: 'print.savedSigned',
  missing: 'print.savedMissing',
  none: 'print.savedOne',
} as const

/** Saves letters as PDFs where the person says: one as a file, several into a folder. Says so when it is done. */
export function useSavePdf(letters: readonly Printable[], after?: () => void) {
  const { t } = useTranslation()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.suket.save.mutationOptions())
  const saveAll = useAct(orpc.suket.saveAll.mutationOptions())
  const endSaves = useAct(orpc.suket.endSaves.mutationOptions())
  const toast = useToast()
  const [first] = letters
  const tell = (message: string) => {
    toast(message)
    after?.()
  }
  const run = () => {
    if (!first) return
    const one = letters.length === 1
    choose.run(
      one ? { kind: 'save', suggested: fileNameOf(first.number) } : { kind: 'folder' },
      ({ path }) => {
        if (path === null) return
        if (one)
          save.run({ id: first.id, path: withPdf(path) }, (done) => tell(t(SAVED[done.signature], done)))
        else {
          const ids = letters.map(({ id }) => id)
          saveAll.run({ ids, folder: path }, ({ saved, missing, folder }) =>
            tell(
              t(missing > 0 ? 'print.savedAllMissing' : 'print.savedAll', {
                total: saved,
                missing,
                path: folder,
              }),
            ),
          )
        }
      },
    )
  }
  return {
    run,
    /** Ends the writing of several; null while none are written. */
    end: saveAll.pending ? () => endSaves.run({}) : null,
    pending: choose.pending || save.pending || saveAll.pending,
    error: choose.error ?? save.error ?? saveAll.error,
  }
}
