import classes from './nik-text.module.css'

/**
 * A NIK in its groups 6-6-4. The gaps are drawn, not typed, so that what is copied has no spaces. `masked` text from
 * lists comes as `527201 ****** 0001` and is shown as it is.
 */
export function NikText({ nik }: { nik: string }) {
  if (!/^[0-9]{16}$/.test(nik)) return <span className={classes.nik}>{nik}</span>
  return (
    <span className={classes.nik}>
      <span>{nik.slice(0, 6)}</span>
      <span>{nik.slice(6, 12)}</span>
      <span>{nik.slice(12)}</span>
    </span>
  )
}
