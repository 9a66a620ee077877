// What a command and everything it starts take of the machine, read from Linux's /proc while it runs.
import { readdirSync, readFileSync } from 'node:fs'

export type Taken = {
  /** The most that all processes held at one moment; pages that they share, such as Node's own, are counted once. */
  peakMib: number
  cpuMs: number
}

/** A look costs milliseconds for each process: who watches for minutes looks less often. */
const usualMs = 100

/** `stop` gives what was seen until then. A process that lives for less than a moment may be missed. */
export function watchProcesses(root: number, everyMs = usualMs): { stop: () => Taken } {
  const cpu = new Map<number, number>()
  let peakKib = 0
  const look = () => {
    let together = 0
    for (const pid of withDescendants(root)) {
      const { heldKib, ownPeakKib } = memoryOf(pid)
      together += heldKib
      // Between two looks one process alone may have held more than all of them do now.
      peakKib = Math.max(peakKib, ownPeakKib, together)
      cpu.set(pid, Math.max(cpu.get(pid) ?? 0, statOf(pid).cpuMs))
    }
  }
  const timer = setInterval(look, everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      return { peakMib: peakKib / 1024, cpuMs: [...cpu.values()].reduce((sum, one) => sum + one, 0) }
    },
  }
}

function withDescendants(root: number): number[] {
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
  const children = Map.groupBy(pids, (pid) => statOf(pid).parent)
  const family = [root]
  // It grows while it is walked.
  for (const pid of family) family.push(...(children.get(pid) ?? []))
  return family
}

/** proc(5): fields 4, 14 and 15 of `stat` are the parent and ticks of user and system time; a second has 100 of them. */
function statOf(pid: number): { parent: number; cpuMs: number } {
  const stat = readText(`/proc/${pid}/stat`)
  // The program's name stands in brackets and may hold anything; field 3 comes after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3] ?? 0)
  return { parent: field(4), cpuMs: (field(14) + field(15)) * 10 }
}

function memoryOf(pid: number): { heldKib: number; ownPeakKib: number } {
  const [status, shares] = [readText(`/proc/${pid}/status`), readText(`/proc/${pid}/smaps_rollup`)]
  const kib = (text: string, name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0)
  // proc(5): Pss is what a process holds, with every page divided by the number of processes that map it.
  return { heldKib: kib(shares, 'Pss'), ownPeakKib: kib(status, 'VmHWM') }
}

/** '' for a process that has ended meanwhile. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
