// npm's own way to apply a patch, which the conformance test compares with. The library brings no types.
declare module '@npmcli/arborist/lib/patch.js' {
  const library: { applyPatchToDir: (options: { patch: Uint8Array; cwd: string }) => Promise<void> }
  export default library
}
