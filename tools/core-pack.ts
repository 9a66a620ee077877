// Writes the built-in rules into a built package, as one file that whoever judges reads instead of all of theirs:
// `node tools/core-pack.ts dist`.
import { writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { corePath } from '../src/cli/core-path.ts'
import { toolVersion } from '../src/cli/version.ts'
import { writeBuiltPack } from '../src/rules/built-pack.ts'
import { loadPack } from '../src/rules/load.ts'
import { readPackFiles } from '../src/sources/pack-files.ts'

const consequence = 'nothing was built'
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('which folder was built?')

const files = await readPackFiles(corePath, consequence, (path) => relative(corePath, path).split(sep).join('/'))
const pack = loadPack(files, consequence, toolVersion(), 'skip')
writeFileSync(join(folder, 'core-pack.json'), writeBuiltPack(pack, toolVersion()))
