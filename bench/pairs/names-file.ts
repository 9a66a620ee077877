// A list of package names with monthly downloads: tab-separated, its first line names the columns.
import { readFileSync } from 'node:fs'

export function readNames(file: string): { name: string; downloads: number }[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').split('\n')
  const columns = header.split('\t')
  const [nameAt, downloadsAt] = [columns.indexOf('name'), columns.indexOf('downloads_a_month')]
  if (nameAt < 0 || downloadsAt < 0) throw new Error(`${file} has no columns "name" and "downloads_a_month"`)
  return lines.flatMap((line) => {
    const cells = line.split('\t')
    const [name = '', downloads = Number.NaN] = [cells[nameAt], Number(cells[downloadsAt])]
    return name === '' || Number.isNaN(downloads) ? [] : { name, downloads }
  })
}
