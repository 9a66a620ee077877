// What a mutation needs that is not a pure function of the replay: obfuscators, a bundler, a large honest file. It knows the
// shapes only; `real-tools.ts` has the real ones, tests bring their own.
import type { Obfuscator } from '../../peers/obfuscators.ts'

export type Format = 'cjs' | 'esm'

export type Tools = {
  /** Throws where the program refuses the source. */
  obfuscate: (name: Obfuscator, source: string, seed: number) => Promise<string>
  /** One file out of `entry` and what it requires in `files`; packages stay outside. Nothing is dropped as unused. */
  bundle: (
    files: Readonly<Record<string, string>>,
    entry: string,
    options: { minify: boolean; format: Format },
  ) => Promise<string>
  /** About two megabytes of real bundled CommonJS. */
  bigHonestFile: () => string
}
