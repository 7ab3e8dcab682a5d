import { startCloudBase } from '../../local/cloudbase/server'
import { testManifest } from './cloudbase-targets'

/**
 * A CloudBase in a process of its own, to be killed: `cloudbase-process.ts <file> [phase]`. With a
 * phase it kills itself at the first insert of a document marked `fatal`, before or after the effect.
 */
async function main(path: string, phase: string | undefined): Promise<void> {
  const server = await startCloudBase({
    store: { kind: 'file', path },
    manifest: testManifest,
    clock: Date.now,
  })
  server.faults.onCall((call) => {
    const fatal =
      call.action === 'database.insertDocument' && JSON.stringify(call.parameters).includes('fatal')
    if (fatal && call.phase === phase) process.kill(process.pid, 'SIGKILL')
  })
  process.stdout.write(`${server.url}\n`)
}

void main(process.argv[2]!, process.argv[3])
