// What work costs, whoever else keeps the machine busy.

/** Milliseconds of all processors that this process has had. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
