// `npm run manual`: the tour of the window takes the manual's pictures anew (resources/manual), then both PDFs are made from them in out/manual.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { runStep } from './check/run-step.ts'
import { rekam } from './e2e/rekam.ts'
import { projectRoot } from './electron-runtime/places.mjs'

process.env['REKAM_MANUAL_PICTURES'] = '1'
const { passed } = await runStep(
  {
    name: 'tour',
    program: 'vitest',
    args: [
      'run',
      '--config',
      'scripts/e2e/vitest.config.ts',
      'scripts/e2e/tour.e2e.ts',
      '-t',
      'id, light|doors',
    ],
  },
  true,
)
if (passed) {
  const folder = path.join(projectRoot, 'out', 'manual')
  mkdirSync(folder, { recursive: true })
  for (const language of ['id', 'en'] as const) {
    const file = path.join(folder, `rekam-${language}.pdf`)
    const { code, out, err } = await rekam('manual', '--pdf', file, '--lang', language)
    process.stdout.write(code === 0 ? out : err)
    process.exitCode ||= code
  }
} else process.exitCode = 1
