import { Navigate } from '@tanstack/react-router'
import { useMay } from '../ui/use-may.ts'

/** Where a day begins: with residents, or for those who open none with the disks. */
export function Home() {
  return <Navigate to={useMay()('enrolment.list') ? '/enrolment' : '/backup'} replace />
}
