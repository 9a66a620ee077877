// A tree in which every kind of install script leaves a marker when it is run: one file per package, with its version.
// The scripts are ours and harmless; whoever counts the files knows what npm ran.

const marking = (name: string) =>
  `require('node:fs').writeFileSync(require('node:path').join(process.env.MARKERS, '${name}'), '')`

/** YAML of a scenario. `built` names what `build-tool` is at: another version is another program. */
export const scriptsTree = `
about: Packages whose install scripts leave marks.
now: 2026-06-15T12:00:00Z
registry:
  trust: stripped
  packages:
    good-native:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files:
            package.json: { scripts: { install: node install.js } }
            install.js: "require('./lib/build')"
            lib/build.js: "${marking('good-native')}"
        1.0.1: { published: 2024-02-01T10:00:00Z, extends: 1.0.0, files: { readme.md: hello } }
        1.0.2:
          published: 2024-03-01T10:00:00Z
          extends: 1.0.1
          files: { lib/build.js: "${marking('good-native')} // changed" }
    nosy:
      versions:
        2.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { scripts: { postinstall: node nosy.js } }, nosy.js: "${marking('nosy')}" }
        1.0.0:
          published: 2023-01-01T10:00:00Z
          files: { package.json: { scripts: { preinstall: node nosy.js } }, nosy.js: "${marking('nosy-old')}" }
    needs-old-nosy:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { dependencies: { nosy: ^1.0.0 } }, index.js: module.exports = 1 }
    '@scope/tool':
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { scripts: { postinstall: node mark.js } }, mark.js: "${marking('scoped')}" }
    quiet-one:
      versions:
        1.0.0: { published: 2024-01-01T10:00:00Z, files: { index.js: module.exports = 1 } }
    carrier:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files:
            package.json: { dependencies: { carried: 1.0.0 }, bundleDependencies: [carried] }
            index.js: module.exports = 1
            node_modules/carried/package.json:
              { name: carried, version: 1.0.0, scripts: { postinstall: node mark.js } }
            node_modules/carried/mark.js: "${marking('carried')}"
project:
  package.json:
    name: app
    version: 1.0.0
    dependencies:
      { good-native: ^1.0.0, nosy: ^2.0.0, needs-old-nosy: ^1.0.0, '@scope/tool': ^1.0.0, quiet-one: ^1.0.0 }
lock:
  resolved: true
  tree:
    node_modules/good-native: good-native@1.0.0
    node_modules/nosy: nosy@2.0.0
    node_modules/needs-old-nosy: needs-old-nosy@1.0.0
    node_modules/needs-old-nosy/node_modules/nosy: nosy@1.0.0
    node_modules/@scope/tool: '@scope/tool@1.0.0'
    node_modules/quiet-one: quiet-one@1.0.0
`

/** The same tree with a package that carries another one, which has a script, in its tarball. */
export const carriedTree = scriptsTree
  .replace('quiet-one: ^1.0.0 }', 'quiet-one: ^1.0.0, carrier: ^1.0.0 }')
  .concat(`    node_modules/carrier: { package: carrier@1.0.0, set: { bundleDependencies: [carried] } }
    node_modules/carrier/node_modules/carried: { set: { version: 1.0.0, inBundle: true, hasInstallScript: true } }
`)
