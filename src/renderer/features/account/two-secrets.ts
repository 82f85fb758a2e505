/** What is wrong with a new password typed twice, as a key of the words; null where nothing is. */
export function twoSecrets(kind: 'passphrase' | 'pin', secret: string, again: string) {
  if (kind === 'pin' && !/^\d{6}$/.test(secret)) return 'accounts.sixDigits' as const
  if (kind === 'passphrase' && secret.length < 8) return 'newStation.tooShort' as const
  return secret === again ? null : ('newStation.different' as const)
}
