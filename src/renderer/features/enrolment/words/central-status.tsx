import { type CentralStatus, STATUS } from '../../../../contract/status.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { StatusWord } from '../../../ui/status-word.tsx'

/** Where a recording stands, in the word of the counter. */
export function CentralStatusWord({ status, quiet = true }: { status: CentralStatus; quiet?: boolean }) {
  const language = useLanguage()
  const { meaning, word, en } = STATUS[status]
  return <StatusWord quiet={quiet} meaning={meaning} word={language === 'id' ? word : en} />
}
