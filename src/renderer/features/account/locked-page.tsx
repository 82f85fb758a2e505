import { hashKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { type LockedDoor, SignIn } from './sign-in.tsx'
import { DOOR } from './query-keys.ts'

const Reset = lazyPart(async () => (await import('./reset-page.tsx')).ResetPage)

/** The locked door: who, and their password or PIN; or the way in for who forgot it. What was on the screen is there again behind it. */
export function LockedPage({ door }: { door: LockedDoor }) {
  const queries = useQueryClient()
  const [forgot, setForgot] = useState<string | null>(null)
  useEffect(() => {
    // What a locked station showed before is nobody's to read.
    queries.removeQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(DOOR) })
  }, [queries])
  if (forgot !== null)
    return <Reset account={forgot} accounts={door.accounts} onBack={() => setForgot(null)} />
  return <SignIn door={door} onForgot={setForgot} />
}
