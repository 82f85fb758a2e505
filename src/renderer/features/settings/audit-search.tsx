import { NativeSelect, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { typeDay } from '../../ui/day.ts'
import { ACTS } from './act-words.ts'
import { isUnfit, type TypedFilter } from './audit-filter.ts'
import classes from './settings-page.module.css'

interface AuditSearchProps {
  readonly typed: TypedFilter
  readonly onType: (typed: TypedFilter) => void
}

/** Which acts are shown: about whom, by whom, what, from when to when. */
export function AuditSearch({ typed, onType }: AuditSearchProps) {
  const { t } = useTranslation()
  const acts = useMemo(
    () => [
      { value: '', label: t('settings.anyAct') },
      ...ACTS.map(({ act, word }) => ({ value: act, label: t(`settings.acts.${word}`) })).toSorted((a, b) =>
        a.label.localeCompare(b.label),
      ),
    ],
    [t],
  )
  const field = (key: 'about' | 'actor' | 'from' | 'until') => ({
    label: t(`settings.auditBy.${key}`),
    value: typed[key],
    error: isUnfit(key, typed[key]),
  })
  const day = (key: 'from' | 'until') => ({
    ...field(key),
    placeholder: t('settings.auditDay'),
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      onType({ ...typed, [key]: typeDay(typed[key], value) }),
  })
  return (
    <div className={classes.search} role="search" aria-label={t('settings.auditSearch')}>
      <TextInput
        {...field('about')}
        maxLength={64}
        onChange={({ currentTarget: { value } }) => onType({ ...typed, about: value })}
      />
      <TextInput
        {...field('actor')}
        maxLength={80}
        onChange={({ currentTarget: { value } }) => onType({ ...typed, actor: value })}
      />
      <NativeSelect
        label={t('settings.act')}
        data={acts}
        value={typed.act}
        onChange={({ currentTarget: { value } }) => onType({ ...typed, act: value })}
      />
      <TextInput {...day('from')} />
      <TextInput {...day('until')} />
    </div>
  )
}
