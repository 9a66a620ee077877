// All mutations, in the order in which a report names them.
import { encoded, hostsByIp, obfuscated, typescript } from './disguises.ts'
import type { Mutation } from './mutation.ts'
import { renameFiles, renameFunctions, renamePackages } from './names.ts'
import { newHelperPackage } from './other-package.ts'
import { bundledMinified, inBigBundle, otherFile, splitFiles } from './places.ts'
import { delayed, toFirstCall, toGitPrepare, toGyp, toImport, toPostinstall, toPreinstall } from './triggers.ts'
import { aged, provenanceLost, provenanceValid } from './trust.ts'

export type { Mutation } from './mutation.ts'

export const mutations: readonly Mutation[] = [
  renameFiles,
  renameFunctions,
  renamePackages,
  ...obfuscated,
  toPreinstall,
  toPostinstall,
  toGyp,
  toGitPrepare,
  toImport,
  toFirstCall,
  otherFile,
  splitFiles,
  hostsByIp,
  typescript,
  bundledMinified,
  inBigBundle,
  provenanceValid,
  provenanceLost,
  encoded,
  aged,
  delayed,
  newHelperPackage,
]
