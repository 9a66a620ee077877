// What an expression stands for, as far as that can be told without running it.
import type { Call, Collected, ImportCall, New, TaggedTemplate } from './names/collected.ts'
import type { Binding } from './names/scope.ts'
import type { Node } from './parse.ts'

export type Value =
  | { kind: 'constant'; value: string | number | bigint | boolean | null | undefined }
  /** Text of which parts are known: `${home}/.ssh/${name}`. Neighbouring known parts are one constant. */
  | { kind: 'text'; parts: readonly Value[] }
  /** `open`: there may be more members than these, or others in their place. */
  | { kind: 'list'; items: readonly Value[]; open: boolean }
  | { kind: 'record'; members: ReadonlyMap<string, Value>; open: boolean }
  /** Something that is defined elsewhere: see `Name` below. */
  | { kind: 'named'; name: Name }
  /** A function or class of this file. */
  | { kind: 'function'; node: Node }
  /** One of several, at most eight. */
  | { kind: 'choice'; of: readonly Value[] }
  | { kind: 'unknown' }

/**
 * A dotted path from something that this file does not define:
 * - `node:child_process.exec`, `node:fs.promises.readFile`: a module of Node, always with `node:`;
 * - `global.process.env.HOME`, `global.eval`, `global.fetch`, `global.Buffer.from`: a global, however it was reached
 *   (`globalThis`, `window`, `self`, `global`, bare); `global.require` and `global.module` for CommonJS's own;
 * - `package:axios.get`, `package:@aws-sdk/client-s3.S3Client`: another package (subpaths kept: `package:lodash/get`);
 * - `own:./lib/x.js.name`: a file of this package, by the specifier as written;
 * - a call or `new` appends `()`: `node:os.homedir()`, `node:https.request().on`; a member whose name could not be told
 *   appends `.?`; an own module that could not be told is `module:?`.
 * `.default` of Node's modules and of packages is left out (`package:axios.default.get` is `package:axios.get`), that of
 * own files is kept. What several roads lead to has one name: `global` is the global object, `global.require` every
 * require, `global.module` every module object, `node:module` its constructor, `global.process`, `global.Buffer`,
 * `global.URL` and the timers also when they are required; `global.Function` every constructor of a function.
 */
export type Name = string

/** A call as it takes effect: `f.call(x, a)`, `f.apply(x, [a])` and `Reflect.apply(f, x, [a])` are all `f(a)`. */
export type EffectiveCall = {
  callee: Value
  /** The node that stands for the callee: in `f.call(x, a)` it is `f`. */
  calleeNode: Node
  /** What `this` is inside: the object of a method, the first argument of `call`; undefined where there is none. */
  receiver: Node | undefined
  /** `new C(…)` or `Reflect.construct`. */
  isNew: boolean
  given: readonly Node[]
  /** There may be more or other arguments than `given`: spreads, an unknown array to `apply`. */
  open: boolean
}

/** Answers for the nodes of one file; bounded in steps, after which everything is unknown. */
export type Resolver = {
  valueOf: (node: Node) => Value
  /** The known text of a value: a constant's, a joined list's or text's with `\u0000` for each unknown part; undefined for what is no text. */
  textOf: (value: Value) => string | undefined
  callOf: (node: Call | New | TaggedTemplate | ImportCall) => EffectiveCall
  /** Where an identifier's name is bound in this file, with every definition; undefined for a global. */
  bindingOf: (identifier: Node) => Binding | undefined
  /** The function around a node, or the program. */
  functionAround: (node: Node) => Node
  /** What the one walk over the file wrote down. */
  collected: Collected
  /** The budget ran out: facts may be missing, and the file says so. */
  exhausted: () => boolean
}

export const unknown: Value = { kind: 'unknown' }
