import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type ExportPlan, MEDIA, type Medium } from '../../../contract/export.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { bytesOf, partsOf, type SizeChoice } from './bag-words.ts'

interface SizeFieldProps {
  /** What the export holds. */
  readonly plan: Pick<ExportPlan, 'bytes' | 'packets'>
  readonly choice: SizeChoice
  readonly own: string
  readonly onChoose: (choice: SizeChoice) => void
  readonly onType: (own: string) => void
}

const media = Object.keys(MEDIA) as Medium[]

/** What the bag is made for: a medium by its name, a size of one's own, or whatever the drive holds; and how many of them it takes. */
export function SizeField({ plan, choice, own, onChoose, onType }: SizeFieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const size = bytesOf(choice, own)
  const choices = ['free', ...media, 'own'] as const
  return (
    <>
      <NativeSelect
        label={t('bag.size')}
        value={choice}
        onChange={({ currentTarget }) => {
          const chosen = choices.find((one) => one === currentTarget.value)
          if (chosen) onChoose(chosen)
        }}
        data={choices.map((value) => ({ value, label: t(`bag.sizes.${value}`) }))}
      />
      {choice === 'own' ? (
        <TextInput
          label={t('bag.ownSize')}
          inputMode="decimal"
          value={own}
          autoFocus
          onChange={({ currentTarget }) => onType(currentTarget.value)}
          error={own !== '' && size === null ? t('bag.badSize') : undefined}
        />
      ) : null}
      {typeof size === 'number' ? (
        <p className={form.quiet} role="status">
          {t('bag.parts', { parts: formatCount(partsOf(plan, size), language) })}
        </p>
      ) : null}
    </>
  )
}
