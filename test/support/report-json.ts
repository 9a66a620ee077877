// Reads the parts of cordon's JSON report that scenarios ask about, checking each as it goes: a report of another shape
// is no report.
export type Judged = { name: string; version: string; verdict: string; reasons: string[]; rules: string[] }
export type ReadReport = { exitCode: number; packages: Judged[] }

export function readReport(text: string): ReadReport | undefined {
  const report = parsed(text)
  const summary = member(report, 'summary')
  const exitCode = member(summary, 'exitCode')
  const packages = member(report, 'packages')
  if (member(report, 'schemaVersion') !== 1 || typeof exitCode !== 'number' || !Array.isArray(packages))
    return undefined
  return {
    exitCode,
    packages: packages.map((one: unknown) => ({
      name: textAt(one, 'name'),
      version: textAt(one, 'version'),
      verdict: textAt(one, 'verdict'),
      reasons: listAt(one, 'reasons').map((reason) => textAt(reason, 'code')),
      rules: listAt(one, 'findings').map((finding) => textAt(finding, 'rule')),
    })),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

function textAt(value: unknown, key: string): string {
  const text = member(value, key)
  if (typeof text !== 'string') throw new Error(`the report has no text in "${key}"`)
  return text
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = member(value, key)
  if (!Array.isArray(list)) throw new Error(`the report has no list in "${key}"`)
  return list
}
