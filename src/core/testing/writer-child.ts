import { openStore } from '../db/open.ts'

/** Writes sites and acknowledges each on standard output once its transaction resolved, until it is killed. For crash tests. */
const [path, hex, from] = process.argv.slice(2)
const store = openStore(path!, Buffer.from(hex!, 'hex'))
for (let n = Number(from); ; n++) {
  await store.write.transaction((tx) => {
    tx.run('INSERT INTO site_log (site, at, state, notice) VALUES (?, ?, ?, ?)', [
      'mmu',
      String(n),
      'x',
      'n'.repeat(3000),
    ])
    tx.run('INSERT INTO site_log (site, at, state) VALUES (?, ?, ?)', ['batam', String(n), 'x'])
  })
  process.stdout.write(`${n}\n`)
}
