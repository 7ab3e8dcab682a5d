/** Nanoseconds of CPU, in user and system, of this whole process. */
function cpuSeconds(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}

/** What the measured work returns is added up here, so that no compiler can leave the work out. */
let sink = 0

export interface Measured {
  readonly name: string
  readonly perCpuSecond: number
}

/**
 * Operations per CPU second: warmed up, then the median of seven rounds. CPU time repeats within
 * some ten percent where wall time on a busy machine does not.
 * @param operation does one operation, numbered from 0, and returns something that depends on it
 */
export async function measure(
  name: string,
  rounds: number,
  operation: (index: number) => number | Promise<number>,
): Promise<Measured> {
  const round = async () => {
    const start = process.cpuUsage()
    for (let index = 0; index < rounds; index += 1) {
      const result = operation(index)
      sink += typeof result === 'number' ? result : await result
    }
    return rounds / cpuSeconds(start)
  }
  await round()
  const results: number[] = []
  for (let repeat = 0; repeat < 7; repeat += 1) results.push(await round())
  if (!Number.isFinite(sink)) throw new Error('the work came to nothing')
  return { name, perCpuSecond: results.sort((a, b) => a - b)[3] ?? 0 }
}

/** A table of what was measured, each with its ratio to the first. */
export function printRatios(measured: readonly Measured[]): void {
  const [first] = measured
  if (!first) return
  for (const { name, perCpuSecond } of measured) {
    const figure = Math.round(perCpuSecond).toLocaleString('en-US').padStart(12)
    const ratio = (perCpuSecond / first.perCpuSecond).toFixed(3).padStart(8)
    console.log(`${name.padEnd(34)}${figure} per CPU second  x${ratio}`)
  }
}
