import type { Part } from '../part.ts'
import { inQemu, qemuMissing } from '../guest/qemu.ts'
import { answered } from './uml.ts'

/** The kernel's own exFAT in an emulated machine: a USB stick that is pulled out of its port and plugged in again, and power cuts. */
export const qemu: Part = {
  name: 'qemu',
  isLong: true,
  missing: qemuMissing,
  async run(trials) {
    const { seed, cuts } = trials
    const job = { kind: 'exfat', seed } as const
    for (const [program, points] of [
      ['usb', 4],
      ['power-cuts', 10_000],
    ] as const) {
      const asked = { ...job, points: cuts > 0 ? cuts : points }
      await answered(trials, `${program} ${job.kind}`, await inQemu(program, asked, 7_200_000))
    }
  },
}
