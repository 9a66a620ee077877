// API agreed, body to be written by its owner.
export type JsonMember = { key: string; value: JsonNode; offset: number }
export type JsonNode =
  | { kind: 'object'; members: readonly JsonMember[]; offset: number }
  | { kind: 'array'; items: readonly JsonNode[]; offset: number }
  | { kind: 'string'; value: string; offset: number }
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'boolean'; value: boolean; offset: number }
  | { kind: 'null'; offset: number }

export type JsonLimits = { maxLength: number; maxDepth: number; maxNodes: number }
export type JsonRead =
  | { ok: true; root: JsonNode }
  | { ok: false; code: 'syntax' | 'too-large' | 'too-deep' | 'too-many-values'; message: string; offset: number }

/** Reads JSON exactly as `JSON.parse` would (after a leading BOM), with positions, never recursing over the input. */
export declare function readJson(source: string, limits: JsonLimits): JsonRead

/** The value of a member; the last one wins, as in `JSON.parse`. */
export declare function memberOf(node: JsonNode, key: string): JsonNode | undefined

/** 1-based line of an offset, in O(log n). */
export declare function lineIndex(source: string): (offset: number) => number
