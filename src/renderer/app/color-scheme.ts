import { localStorageColorSchemeManager } from '@mantine/core'

/** Light or dark as this computer was left; follows the system until somebody chooses. */
export const colorSchemes = localStorageColorSchemeManager({ key: 'rekam.colours' })

/** The nonce that the strict CSP asks of style elements; the shell puts a fresh one into the page at every load. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
