import type { Page } from 'playwright-core'

/**
 * What does not fit on the page as it stands, one line each; empty is as it should be: nothing scrolls sideways, nothing stands outside of the
 * window, no state in words, head of a column or button is cut off, and whatever else ends in dots says itself whole in its title.
 * @param zoomed tables may scroll sideways in their page then, and the bar at the top may shorten its words
 */
export function tooWide(window: Page, { zoomed = false } = {}): Promise<string[]> {
  return window.evaluate((large) => {
    const found: string[] = []
    const wordsOf = (node: Element) => (node.textContent ?? '').trim().slice(0, 60)
    const isSeen = (node: Element) => node.checkVisibility() && node.getBoundingClientRect().width > 1
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`the window scrolls sideways: ${scrollWidth} of ${clientWidth}`)
    for (const node of document.querySelectorAll('body *')) {
      if (!(node instanceof HTMLElement) || !isSeen(node)) continue
      const wide = node.scrollWidth - node.clientWidth
      if (wide <= 1) continue
      const { overflowX, textOverflow } = getComputedStyle(node)
      const said = `${node.tagName.toLowerCase()}.${node.className.slice(0, 40)} "${wordsOf(node)}" by ${wide}`
      if ((overflowX === 'auto' || overflowX === 'scroll') && !large) found.push(`scrolls sideways: ${said}`)
      if (textOverflow !== 'ellipsis' || node.matches('input, select')) continue
      if (large && node.closest('header, table')) continue
      if (node.closest('[data-meaning], th, button')) found.push(`cut: ${said}`)
      else if (!node.closest('[title]')) found.push(`cut without a title: ${said}`)
    }
    if (large) return found
    for (const node of document.querySelectorAll('[data-meaning], button, a, input, h1, h2')) {
      const { right, left, width } = node.getBoundingClientRect()
      if (isSeen(node) && width < clientWidth && (right > clientWidth + 1 || left < -1))
        found.push(`outside of the window: ${node.tagName.toLowerCase()} "${wordsOf(node)}"`)
    }
    for (const node of document.querySelectorAll('th')) {
      if (isSeen(node) && node.scrollWidth > node.clientWidth + 1) found.push(`cut head: "${wordsOf(node)}"`)
    }
    return found
  }, zoomed)
}
