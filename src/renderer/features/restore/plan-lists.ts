import type { GainPlan, RestorePlan } from '../../../contract/restore.ts'

export const LISTS = ['missing', 'damaged', 'files', 'numbers', 'quarantined', 'gained'] as const
export type ListName = (typeof LISTS)[number]

/** One line of a list: a packet, a file or a number. */
export interface Line {
  readonly key: string
  readonly seq: number | null
  readonly name: string | null
  readonly by: 'register' | 'paper' | 'ledger' | 'disk' | null
  readonly received: boolean
  /** Where it lies damaged, or what is wrong with a file. */
  readonly where: string | null
}

const bare = { seq: null, name: null, by: null, received: false, where: null }

/** What of a plan is to be seen packet by packet; lists with nothing in them are left out. */
export function listsOf(plan: RestorePlan | GainPlan): Map<ListName, Line[]> {
  const absent = plan.absent.map(({ id, seq, name, by, received, damagedIn }) => ({
    key: id,
    seq,
    name,
    by,
    received,
    where: damagedIn,
  }))
  const all: Record<ListName, Line[]> = {
    missing: absent.filter(({ where }) => where === null),
    damaged: absent.filter(({ where }) => where !== null),
    files: plan.damaged.map(({ path, why }) => ({ ...bare, key: path, where: why })),
    numbers: plan.unknownNumbers.map((seq) => ({ ...bare, key: String(seq), seq })),
    quarantined: plan.quarantined.map((id) => ({ ...bare, key: id })),
    gained: 'gains' in plan ? plan.gains.packets.map((id) => ({ ...bare, key: id })) : [],
  }
  return new Map(LISTS.flatMap((name) => (all[name].length > 0 ? [[name, all[name]] as const] : [])))
}
