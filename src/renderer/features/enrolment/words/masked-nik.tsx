import { maskNik } from '../../../../contract/nik.ts'
import { NikText } from '../../../ui/nik-text.tsx'

/** A NIK in a list: the birth date is hidden, whether or not the core has hidden it already. */
export function MaskedNik({ nik }: { nik: string }) {
  return <NikText nik={/^[0-9]{16}$/.test(nik) ? maskNik(nik) : nik} />
}
