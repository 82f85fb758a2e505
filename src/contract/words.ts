/** What a person reads, in both languages. */
export interface Words {
  readonly id: string
  readonly en: string
}
