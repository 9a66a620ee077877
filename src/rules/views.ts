// Facts as the condition engine wants to see them: each an object whose constructor names its record, so that the
// engine's types apply without wrapping anything per evaluation, and from which the fact itself can be had back.
import type { Change, Fact, FactRecord } from '../domain/change.ts'

/** A Change made ready for conditions: once per package, however many rules there are. */
export type ChangeView = { readonly view: object }

/** The engine tells types apart by `constructor`. These are never called. */
export const changeConstructor = (): void => undefined
export const recordConstructors: Readonly<Record<FactRecord, () => void>> = {
  package: () => undefined,
  baseline: () => undefined,
  publication: () => undefined,
  provenance: () => undefined,
  lock: () => undefined,
  lookalike: () => undefined,
  manifest: () => undefined,
  script: () => undefined,
  dependency: () => undefined,
  file: () => undefined,
  content: () => undefined,
  oddity: () => undefined,
  bin: () => undefined,
  directive: () => undefined,
  patch: () => undefined,
  capability: () => undefined,
  argument: () => undefined,
  flow: () => undefined,
  disguise: () => undefined,
  indicator: () => undefined,
  unreadable: () => undefined,
}

/** Each view leads back to its fact. No condition can name a symbol. */
const behind = Symbol('fact')
type View = { readonly constructor: () => void; readonly [behind]: Fact }

/** Lists become views when the first rule looks at them: most rules never look at the files. */
export function viewOf(change: Change): ChangeView {
  const manifest = whenRead(change.manifest)
  const scripts = whenRead(change.scripts)
  const dependencies = whenRead(change.dependencies)
  const files = whenRead(change.files)
  const oddities = whenRead(change.oddities)
  const bins = whenRead(change.bins)
  const directives = whenRead(change.directives)
  const patches = whenRead(change.patches)
  const capabilities = whenRead(change.capabilities)
  const args = whenRead(change.arguments)
  const flows = whenRead(change.flows)
  const disguises = whenRead(change.disguises)
  const indicators = whenRead(change.indicators)
  const unreadable = whenRead(change.unreadable)
  const members = {
    package: viewOfFact(change.package),
    baseline: viewOfFact(change.baseline),
    publication: viewOfFact(change.publication),
    provenance: viewOfFact(change.provenance),
    lock: viewOfFact(change.lock),
    lookalike: viewOfFact(change.lookalike),
    content: viewOfFact(change.content),
    get manifest() {
      return manifest()
    },
    get scripts() {
      return scripts()
    },
    get dependencies() {
      return dependencies()
    },
    get files() {
      return files()
    },
    get oddities() {
      return oddities()
    },
    get bins() {
      return bins()
    },
    get directives() {
      return directives()
    },
    get patches() {
      return patches()
    },
    get capabilities() {
      return capabilities()
    },
    get arguments() {
      return args()
    },
    get flows() {
      return flows()
    },
    get disguises() {
      return disguises()
    },
    get indicators() {
      return indicators()
    },
    get unreadable() {
      return unreadable()
    },
    constructor: changeConstructor,
  } satisfies Record<keyof Change | 'constructor', unknown>
  return { view: members }
}

/** The fact behind a view that a condition returned; `undefined` for anything else. */
export function factOf(view: unknown): Fact | undefined {
  return isView(view) ? view[behind] : undefined
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && behind in value
}

function whenRead(list: readonly Fact[]): () => readonly object[] {
  let views: readonly object[] | undefined
  return () => (views ??= list.map(viewOfFact))
}

/** A literal with a spread, because a package may have a hundred thousand files and this is the fastest copy there is. */
function viewOfFact(fact: Fact): View {
  return { ...fact, constructor: recordConstructors[fact.record], [behind]: fact }
}
