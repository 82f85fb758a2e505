// Who sits at the desk, by the keyboard: a PIN of one's own, and taking the desk over.
import type { Page } from 'playwright-core'

/** Gives who sits at the desk a PIN. */
export async function makePin(window: Page, current: string, pin: string): Promise<void> {
  await window.getByRole('link', { name: 'Pengaturan' }).press('Enter')
  await window.getByRole('button', { name: /^Akun dan PIN/ }).waitFor()
  await window.keyboard.press('F7')
  await window.getByRole('heading', { name: 'Akun', exact: true }).waitFor()
  await window.keyboard.press('F8')
  await window.locator('[role=dialog] input:focus').waitFor()
  for (const [i, text] of [current, pin, pin].entries()) {
    if (i > 0) await window.keyboard.press('Tab')
    await window.keyboard.type(text)
  }
  await window.keyboard.press('F10')
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** At a desk that rests: chooses an account and says its secret. */
export async function sitDown(
  window: Page,
  account: string,
  field: 'PIN' | 'Kata sandi',
  secret: string,
): Promise<void> {
  await window.getByRole('combobox', { name: 'Akun' }).selectOption(account)
  await window.getByRole('textbox', { name: field, exact: true }).focus()
  await window.keyboard.type(secret)
  await window.keyboard.press('Enter')
}
