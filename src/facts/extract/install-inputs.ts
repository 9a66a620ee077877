// Follows the install scripts of a package to everything they depend on: scripts they call, files they run, load or read,
// commands they start. A pure function of the package's bytes; whose the commands are is the lockfile's business.
import type { RunInputs } from '../../code/run-inputs.ts'
import { type InstallInputs, noInstallInputs } from '../../domain/install-inputs.ts'
import { addProgram, readCommandLine } from './command-inputs.ts'
import { gypCommands, isGyp } from './gyp-inputs.ts'
import { eventOrder, shells } from './install-tools.ts'
import { addOpen, type InstallSource, readEverything, type Walk } from './install-walk.ts'
import { readLoad, readPath, spellingsIn } from './load-inputs.ts'
import { digestOfFields } from './manifest-digest.ts'

export function installInputs(source: InstallSource): InstallInputs {
  const running = source.scripts.filter(({ name, body }) => eventOrder.includes(name) && body !== '')
  if (running.length === 0) return noInstallInputs
  const names = eventOrder.filter((event) => running.some(({ name }) => name === event))
  const walk: Walk = {
    source,
    scripts: new Set(names),
    files: new Set(running.flatMap(({ reaches }) => reaches)),
    texts: new Set(),
    data: new Set(),
    fields: new Set(),
    packages: new Set(),
    programs: new Set(),
    open: new Map(),
    everything: false,
  }
  for (const shell of shells) addProgram(walk, shell)
  addTwins(walk)
  follow(walk)
  const files = walk.everything
    ? source.records.map(({ path }) => path)
    : [...walk.files, ...walk.data, ...manifestsBeside(walk)]
  const fields = fieldsOf(walk)
  return {
    scripts: [...walk.scripts],
    files: [...new Set(files)].filter((path) => path !== manifestPath).sort(),
    fields,
    manifest: digestOfFields(source.files.bytes.get(manifestPath), fields),
    packages: [...walk.packages].sort(),
    programs: [...walk.programs].sort(),
    open: [...walk.open].map(([end, file]) => ({ end, file })),
  }
}

const manifestPath = 'package.json'

/** Types that Node reads, or loads past its own reader, and runs no text of. */
const notRun: ReadonlySet<string> = new Set(['json', 'native', 'empty'])

/** Which of them counts depends on the machine. */
function addTwins(walk: Walk): void {
  for (const [, twin] of spellingsIn(walk.source).values()) {
    if (twin !== undefined) addOpen(walk, 'case-collision', twin)
  }
}

/** Sets give what is added while they are walked; scripts lead to files, files to scripts. */
function follow(walk: Walk): void {
  const { scripts, inputsOf } = walk.source
  const bodyOf = (name: string) => scripts.find((script) => script.name === name)?.body ?? ''
  const done = new Set<string>()
  const each = (kind: string, names: ReadonlySet<string>, read: (name: string) => void) => {
    for (const name of names) {
      const key = `${kind} ${name}`
      if (done.has(key)) continue
      done.add(key)
      read(name)
    }
  }
  for (let before = -1; before !== done.size; ) {
    before = done.size
    each('script', walk.scripts, (name) => readCommandLine(walk, bodyOf(name), '', manifestPath))
    each('text', walk.texts, (text) => readInputs(walk, inputsOf(text), manifestPath))
    each('file', walk.files, (path) => readFile(walk, path))
  }
}

function readFile(walk: Walk, path: string): void {
  const { files, records, inputsAt } = walk.source
  const bytes = files.bytes.get(path)
  if (bytes === undefined || path === manifestPath) return
  if (isGyp(path)) {
    const commands = gypCommands(bytes)
    if (commands === 'beyond') addOpen(walk, 'gyp-command', path)
    else for (const line of commands) readCommandLine(walk, line, '', path)
    return
  }
  // What a package is told about itself by npm: which variables are asked for may be put together.
  if (bytes.includes('npm_package_')) walk.fields.add('*')
  const type = records.find((record) => record.path === path)?.type
  const found = inputsAt(path)
  if (found !== 'unread') readInputs(walk, found, path)
  else if (type === 'script') addOpen(walk, 'other-language', path)
  // One of several files that Node may take, and not the one that was read. Node runs any other name as JavaScript.
  else if (!notRun.has(type ?? '')) addOpen(walk, 'unreadable-code', path)
}

/** What a program in the file (or in a line of it) depends on. */
function readInputs(walk: Walk, found: RunInputs, path: string): void {
  for (const end of found.open) addOpen(walk, end, path)
  for (const field of found.fields) walk.fields.add(field)
  for (const text of found.loads) readLoad(walk, text, path)
  for (const text of found.reads) readPath(walk, text, path)
  for (const line of found.lines) readCommandLine(walk, line, path, path)
  if (found.readsMore) readEverything(walk)
}

/** A package.json on the way to a program says which kind of module it is. */
function manifestsBeside({ source, files }: Walk): string[] {
  const wanted = new Set<string>()
  for (const path of files) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth++) wanted.add(`${parts.slice(0, depth).join('/')}/${manifestPath}`)
  }
  return [...wanted].filter((path) => source.files.bytes.has(path))
}

/** `type` says how Node reads the files; the version is what every release changes. */
function fieldsOf({ fields, files }: Walk): string[] {
  if (fields.has('*')) return ['*']
  const named = new Set([...fields, ...(files.size === 0 ? [] : ['type'])])
  named.delete('version')
  return [...named].sort()
}
