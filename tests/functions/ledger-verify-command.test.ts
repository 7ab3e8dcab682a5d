import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { manifest } from '../../cloudfunctions/manifest'
import { startCloudBase } from '../../local/cloudbase/server'
import { verifyStore } from '../../local/verify'
import { keepBooks } from './ledger-books'
import { connect } from './ledger-setup'

describe('npm run verify', () => {
  const directory = mkdtempSync(join(tmpdir(), 'huika-books-'))
  const path = join(directory, 'books.db')
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  const run = () =>
    new Promise<{ code: number; output: string }>((resolve) => {
      execFile(
        process.execPath,
        [require.resolve('tsx/cli'), 'local/verify.ts', '--store', path],
        { cwd: join(__dirname, '../..') },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      )
    })

  test('exits with 2 where there is nothing, 0 for good books, 1 naming an entry changed on disk', async () => {
    expect((await run()).code).toBe(2)
    const cloud = await startCloudBase({ store: { kind: 'file', path }, manifest, clock: Date.now })
    await keepBooks(connect(cloud))
    // While the shop is open, and nothing of it may be changed by looking.
    expect(await verifyStore(path)).toMatchObject({ members: 2, entries: 10, difference: null })
    const good = await run()
    expect(good).toEqual({ code: 0, output: expect.stringContaining('2 members, 10 entries') as string })
    await cloud.close()

    const disk = new Libsql(path)
    const [row] = disk
      .prepare(
        "SELECT sequence, text FROM documents WHERE collection = 'journal' ORDER BY sequence LIMIT 1 OFFSET 1",
      )
      .all() as { sequence: number; text: string }[]
    const id = /"_id":"([^"]+)"/.exec(row?.text ?? '')?.[1] ?? 'none'
    const changed = row?.text.replace('600', '6000')
    expect(changed).not.toBe(row?.text)
    disk.prepare('UPDATE documents SET text = ? WHERE sequence = ?').run(changed, row?.sequence)
    disk.close()
    const bad = await run()
    expect(bad.code).toBe(1)
    expect(bad.output).toContain(`DIFFERENCE at ${id}: was altered`)
  }, 60_000)
})
