// One package's files as Contents: the records a comparison needs, without the bytes. It does not know whether the
// package came alone or bundled in another.
import type { CodeReader } from '../../code/reader.ts'
import { type RunInputs, runInputsOf } from '../../code/run-inputs.ts'
import type { Contents } from '../../domain/release.ts'
import { vendoredPackages } from './carried.ts'
import { readPackageCode } from './code.ts'
import { gypOddities } from './gyp.ts'
import { importRecords } from './imports.ts'
import { installInputs } from './install-inputs.ts'
import { readPackage } from './package-reading.ts'

/** `files` by path inside the package; `read` reads its code. */
export function toContents(files: ReadonlyMap<string, Buffer>, read: CodeReader): Contents {
  const { manifest, oddities, decoys, reading, records, scripts, installing } = readPackage(files)
  const { code, inputs, whole } = readPackageCode({ reading, records, scripts, installing, read })
  return {
    manifest,
    files: records,
    scripts,
    imports: importRecords(reading.findings),
    oddities: [...oddities, ...decoys, ...gypOddities(reading.files), ...vendoredPackages(files, manifest)],
    patches: [],
    code,
    install: installInputs({
      files: reading.files,
      records,
      scripts,
      // What only a command in a program leads to was read as code, and not for its inputs.
      inputsAt: (path) => inputs.get(path) ?? (whole.has(path) ? inputsOfFile(path, files) : 'unread'),
      inputsOf: (text) => runInputsOf('', text),
    }),
  }
}

function inputsOfFile(path: string, files: ReadonlyMap<string, Buffer>): RunInputs {
  const text = files.get(path)?.toString('utf8') ?? ''
  return runInputsOf(path, text.startsWith('\ufeff') ? text.slice(1) : text)
}
