// Which folders have something below them that says what gets installed and is no lockfile. Pure.
import type { TreeEntry } from '../sources/git-tree.ts'

/**
 * Folders with a package.json or a patch somewhere below that is another one: it may be a workspace's, and what it asks for
 * beyond the lockfile is what the next `npm install` brings, judged by nobody.
 */
export function changedBelow(head: ReadonlyMap<string, TreeEntry>, base: ReadonlyMap<string, TreeEntry>): Set<string> {
  const found = new Set<string>()
  for (const path of new Set([...head.keys(), ...base.keys()])) {
    const steps = path.split('/')
    const name = steps.pop() ?? ''
    if ((name !== 'package.json' && !name.endsWith('.patch')) || steps.includes('node_modules')) continue
    const [now, before] = [head.get(path), base.get(path)]
    // What a link leads to can change while the link stays.
    if (now?.digest === before?.digest && now?.kind !== 'link') continue
    for (; steps.length > 0; steps.pop()) found.add(steps.join('/'))
    found.add('')
  }
  return found
}
