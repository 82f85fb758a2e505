import { ID_PATTERN } from '../id.ts'

export const MEMBER_KINDS = ['packet', 'signature', 'changes', 'state', 'base', 'drafts'] as const
export type MemberKind = (typeof MEMBER_KINDS)[number]

export const PACKET_SUFFIX = '.rkp'
export const SIGNATURE_SUFFIX = '.rkp.minisig'

const NAME: Record<MemberKind, (name: string) => boolean> = {
  packet: (name) => idOf(name, PACKET_SUFFIX) !== undefined,
  signature: (name) => idOf(name, SIGNATURE_SUFFIX) !== undefined,
  changes: (name) => name === 'CHANGES.AGE',
  state: (name) => /^STATE(?!000)\d{3}\.AGE$/.test(name),
  base: (name) => /^BASE(?!000)\d{3}\.AGE$/.test(name),
  drafts: (name) => name === 'DRAFTS.AGE',
}

/** Kinds come in this order: packets with their signatures first, so that the most precious is written first. */
const PLACE: Record<MemberKind, number> = {
  packet: 0,
  signature: 0,
  changes: 1,
  state: 2,
  base: 3,
  drafts: 4,
}

/** The packet id in a member's name that ends in `suffix`, or undefined. */
export function idOf(name: string, suffix: string): string | undefined {
  const id = name.slice(0, -suffix.length)
  return name.endsWith(suffix) && ID_PATTERN.test(id) ? id : undefined
}

type Named = { readonly name: string; readonly kind: MemberKind }

/**
 * Judges members one by one in their order: each packet is followed by its own signature, then come changes, state, base, drafts;
 * no name twice. Gives the reason why one does not fit, or undefined.
 */
export class MemberOrder {
  readonly #seen = new Set<string>()
  #last: Named | undefined

  next(member: Named): string | undefined {
    const why = this.#misfit(member)
    this.#seen.add(member.name)
    this.#last = member
    return why
  }

  /** To be asked after the last member. */
  end(): string | undefined {
    return this.#last?.kind === 'packet' ? 'packet without signature' : undefined
  }

  #misfit({ name, kind }: Named): string | undefined {
    if (!NAME[kind](name)) return 'member name'
    if (this.#seen.has(name)) return 'member twice'
    const last = this.#last
    if (kind === 'signature') {
      const of = idOf(name, SIGNATURE_SUFFIX)
      return last?.kind === 'packet' && last.name === `${of}${PACKET_SUFFIX}`
        ? undefined
        : 'signature without packet'
    }
    if (last?.kind === 'packet') return 'packet without signature'
    return last !== undefined && PLACE[kind] < PLACE[last.kind] ? 'member order' : undefined
  }
}

/** The first reason why the members are not those of a volume, or undefined. */
export function misplaced(members: readonly Named[]): string | undefined {
  const order = new MemberOrder()
  for (const member of members) {
    const why = order.next(member)
    if (why !== undefined) return why
  }
  return order.end()
}
