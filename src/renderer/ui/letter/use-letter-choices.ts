import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Paper } from '../../../contract/suket.ts'
import { orpc } from '../../orpc.ts'

type Options = Awaited<ReturnType<typeof orpc.suket.options.call>>

export interface LetterInput {
  readonly signer: number
  readonly paper: Paper
  readonly profile: number
  readonly reason?: string
}

export interface LetterChoice {
  /** What the profile lets a person choose; undefined until the core has said. */
  readonly options: Options | undefined
  readonly error: unknown
  readonly signer: number
  readonly paper: Paper
  readonly reason: string
  /** Whether issuing was tried without the reason that the policy asks for. */
  readonly missing: boolean
  readonly setSigner: (signer: number) => void
  readonly setPaper: (paper: Paper) => void
  readonly setReason: (reason: string) => void
  /** The choices as they go to the core; null, and said, where one is missing or the policy allows no letter. */
  readonly take: () => LetterInput | null
}

/** Choices of one profile: another profile may have other signers in their places. */
interface Chosen {
  readonly profile: number
  readonly signer?: number
  readonly paper?: Paper
  readonly reason?: string
}

/** The choices of a letter that is about to be made: as at the last one on this station until a person chooses. */
export function useLetterChoices(): LetterChoice {
  const { data: options, error } = useQuery(orpc.suket.options.queryOptions({ input: {}, staleTime: 0 }))
  const [kept, setKept] = useState<Chosen | null>(null)
  const [tried, setTried] = useState(false)
  const chosen = options && kept?.profile === options.profile ? kept : null
  const choose = (one: Omit<Chosen, 'profile'>) => {
    if (options) setKept({ ...chosen, ...one, profile: options.profile })
  }
  const signer = chosen?.signer ?? options?.last.signer ?? 0
  const paper = chosen?.paper ?? options?.last.paper ?? 'A4'
  const reason = options?.reasons.includes(chosen?.reason ?? '') ? (chosen?.reason ?? '') : ''
  const lacks = options?.allowed === 'reasons' && reason === ''
  return {
    options,
    error,
    signer,
    paper,
    reason,
    missing: tried && lacks,
    setSigner: (next) => choose({ signer: next }),
    setPaper: (next) => choose({ paper: next }),
    setReason: (next) => choose({ reason: next }),
    take() {
      setTried(true)
      if (!options || options.allowed === 'no' || lacks) return null
      const { profile } = options
      return { signer, paper, profile, ...(options.allowed === 'reasons' ? { reason } : {}) }
    },
  }
}
