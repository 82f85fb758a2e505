import { useTranslation } from 'react-i18next'
import type { Role } from '../../../contract/account.ts'
import { Segments } from '../../ui/segments.tsx'

/** The roles that may be given, with what each does. */
export function RoleField({
  value,
  onChange,
  roles,
  first = false,
}: {
  value: Role
  onChange: (role: Role) => void
  /** What whoever asks may give. */
  roles: readonly Role[]
  first?: boolean
}) {
  const { t } = useTranslation()
  return (
    <Segments
      down
      first={first}
      label={t('accounts.role')}
      value={value}
      onChange={onChange}
      choices={roles.map((role) => ({
        value: role,
        label: t(`accounts.roles.${role}`),
        hint: t(`accounts.does.${role}`),
      }))}
    />
  )
}
