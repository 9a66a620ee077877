// npm's own reading of `allowScripts`, which the conformance test compares with. The library brings no types.
declare module '@npmcli/arborist/lib/script-allowed.js' {
  const isScriptAllowed: (
    node: {
      inBundle: boolean
      resolved: string | null
      isRegistryDependency: boolean
      edgesIn: readonly { name: string; spec: string }[]
      version: string
    },
    policy: Readonly<Record<string, boolean>>,
  ) => boolean | null
  export default isScriptAllowed
}
