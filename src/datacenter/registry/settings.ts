import type { SqlReader, SqlTx } from '../store/sql.ts'

/** What a site keeps besides packets: certificates, answer bags, and a few words under a name. */
export async function keepCertificate(tx: SqlTx, bytes: string, signature: string): Promise<void> {
  await tx.run(
    'INSERT INTO certificate (signature, bytes) VALUES (?, ?) ON CONFLICT (signature) DO NOTHING',
    [signature, bytes],
  )
}

export async function certificates(db: SqlReader): Promise<{ bytes: string; signature: string }[]> {
  return db.all('SELECT bytes, signature FROM certificate ORDER BY signature')
}

export async function certificateCount(db: SqlReader): Promise<number> {
  return (await db.get<{ n: number }>('SELECT count(*) AS n FROM certificate'))!.n
}

export async function holdsCertificate(db: SqlReader, signature: string): Promise<boolean> {
  return (await db.get('SELECT 1 FROM certificate WHERE signature = ?', [signature])) !== undefined
}

/** Gives an answer bag its number; a number may be lost, never given twice. */
export async function nextAnswer(tx: SqlTx, id: string, bag: string, at: string): Promise<number> {
  const row = await tx.get<{ last: number | null }>('SELECT max(sequence) AS last FROM answer')
  const sequence = (row?.last ?? 0) + 1
  await tx.run('INSERT INTO answer (sequence, id, bag, at) VALUES (?, ?, ?, ?)', [sequence, id, bag, at])
  return sequence
}

export async function setting(db: SqlReader, name: string): Promise<string | undefined> {
  return (await db.get<{ value: string }>('SELECT value FROM setting WHERE name = ?', [name]))?.value
}

export async function putSetting(tx: SqlTx, name: string, value: string): Promise<void> {
  await tx.run(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  )
}
