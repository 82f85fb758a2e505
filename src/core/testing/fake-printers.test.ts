import { holdsPrinterContract } from '../paper/printers/testing/contract.ts'
import { fakePrinters } from './fake-printers.ts'

holdsPrinterContract('fake', async () => {
  const printers = fakePrinters()
  return {
    printers: {
      ...printers,
      async print(order) {
        const id = await printers.print(order)
        titles.set(id, order.title)
        return id
      },
    },
    setMode: (mode) => printers.setMode(mode),
    setDead: (dead) => printers.setDead(dead),
    came: async (job) => {
      const order = printers.printed.find(({ title }) => title === titles.get(job))
      return order && { copies: order.copies }
    },
    close: async () => undefined,
  }
})

const titles = new Map<string, string>()
