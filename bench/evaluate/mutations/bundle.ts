// The bundler: files in memory to the text of one file. The only place that knows it; nothing is read from or written to
// the disk, packages stay outside, and what is in the files is never run.
import { posix } from 'node:path'
import { rolldown } from 'rolldown'
import { resolved } from './references.ts'
import type { Tools } from './tools.ts'

export const bundle: Tools['bundle'] = async (files, entry, { minify, format }) => {
  const built = await rolldown({
    input: entry,
    cwd: '/',
    platform: 'node',
    // A payload after a `throw`, or one whose result nobody uses, must not be dropped.
    treeshake: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'files-in-memory',
        resolveId(specifier, importer) {
          if (importer === undefined) return `/${entry}`
          const path = resolved(files, importer.slice(1), specifier)
          return path === '' ? { id: specifier, external: true } : posix.join('/', path)
        },
        load(id) {
          const text = files[id.slice(1)]
          if (text === undefined) return null
          return { code: text, moduleType: id.endsWith('.json') ? 'json' : 'js' }
        },
      },
    ],
  })
  try {
    const { output } = await built.generate({
      format,
      minify: minify ? { compress: false, mangle: true, codegen: true } : false,
      codeSplitting: false,
    })
    return output[0].code
  } finally {
    await built.close()
  }
}
