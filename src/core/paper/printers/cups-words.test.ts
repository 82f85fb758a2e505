import { describe, expect, it } from 'vitest'
import { heldUpBy, jobState, mediaFor, printerState, readChoices, readOptions } from './cups-words.ts'

describe('what CUPS says', () => {
  it('reads options with quotes and spaces', () => {
    const options = readOptions(
      String.raw`copies=1 printer-info='Pencetak loket 1' printer-location= printer-make-and-model="HP \(w/ options)" printer-state=3 x=a\ b`,
    )
    expect(options.get('printer-info')).toBe('Pencetak loket 1')
    expect(options.get('printer-location')).toBe('')
    expect(options.get('printer-state')).toBe('3')
    expect(options.get('x')).toBe('a b')
  })

  it('reads choices without the star of the default', () => {
    const choices = readChoices(
      'PageSize/Media Size: *A4 F4 Custom.WIDTHxHEIGHT\nInputSlot/Media Source: Auto *Tray1\n',
    )
    expect(choices.get('PageSize')).toEqual(['A4', 'F4', 'Custom.WIDTHxHEIGHT'])
    expect(choices.get('InputSlot')).toEqual(['Auto', 'Tray1'])
  })

  it('finds F4 under the names that drivers give it, the exact size first', () => {
    expect(mediaFor('F4', ['A4', 'Folio'])).toBe('Folio')
    expect(mediaFor('F4', ['A4', 'Folio', 'Custom.WIDTHxHEIGHT'])).toBe('Custom.215x330mm')
    expect(mediaFor('F4', ['F4', 'Custom.WIDTHxHEIGHT'])).toBe('F4')
    expect(mediaFor('F4', ['A4', 'Letter'])).toBeUndefined()
    expect(mediaFor('F4', undefined)).toBe('Custom.215x330mm')
    expect(mediaFor('A4', ['Letter'])).toBeUndefined()
  })

  it('tells printers apart', () => {
    expect(printerState('3', 'none')).toBe('ready')
    expect(printerState('4', 'media-empty-error')).toBe('out-of-paper')
    expect(printerState('5', 'paused')).toBe('stopped')
    expect(printerState('4', 'connecting-to-device')).toBe('offline')
    expect(printerState('4', 'none')).toBe('printing')
  })

  it('tells what holds a job up', () => {
    expect(jobState(5, 'media-needed-error')).toEqual({ state: 'out-of-paper', why: null })
    expect(jobState(3, 'offline-report')).toEqual({ state: 'queued', why: 'offline' })
    expect(jobState(5, 'media-jam-error')).toEqual({ state: 'printing', why: 'jam' })
    expect(jobState(6, 'none')).toEqual({ state: 'failed', why: 'aborted' })
    expect(jobState(Number.NaN, 'none')).toEqual({ state: 'unknown', why: null })
    expect(heldUpBy('toner-empty-error,cover-open-report')).toBe('cover')
    expect(heldUpBy('none')).toBeNull()
  })
})
