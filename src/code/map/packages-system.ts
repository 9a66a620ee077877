// Well-known packages that start processes, touch files or ask the machine for their callers. Requiring one is no
// capability, calling it is.
import { type Entry, file, fileToFile, loads, ofPackages, plain, starts } from './meaning.ts'
import { likeFs } from './node-files.ts'

const processes: readonly Entry[] = [
  ...ofPackages(
    'execa nano-spawn tinyexec cross-spawn spawn-sync child-process-promise',
    '() execa execaSync spawn sync execFile x',
    starts('program'),
  ),
  ...ofPackages('execa', 'execaCommand execaCommandSync command commandSync $ $.sync', starts('line')),
  ...ofPackages('execa', 'execaNode node', starts('module')),
  ...ofPackages('child-process-promise tinyexec', 'exec', starts('line')),
  ...ofPackages('shelljs zx', 'exec $ cmd', starts('line')),
  ...ofPackages('node-cmd', 'run runSync get', starts('line')),
  ...ofPackages('sudo-prompt @vscode/sudo-prompt', 'exec', starts('line')),
  ...ofPackages('node-pty @lydell/node-pty', 'spawn fork', starts('program')),
  ...ofPackages('open opn', '() openApp', plain('process-spawn')),
  ...ofPackages('node-powershell', '() PowerShell', plain('process-spawn', 'shell', 'other-runtime:powershell')),
  ...ofPackages('python-shell', '() PythonShell run runString', plain('process-spawn', 'other-runtime:python')),
  ...ofPackages(
    'bindings node-gyp-build @mapbox/node-pre-gyp node-pre-gyp pkg-prebuilds',
    '() find',
    plain('native-code'),
  ),
  ...ofPackages(
    'ffi-napi ffi koffi @lwahonen/ffi-napi ref-napi',
    '() Library load DynamicLibrary',
    plain('native-code:ffi'),
  ),
  ...ofPackages('vm2 isolated-vm safe-eval static-eval', '() VM NodeVM Isolate', plain('vm')),
  ...ofPackages('require-from-string import-from-string node-eval', '()', plain('eval')),
  ...ofPackages(
    'pirates require-in-the-middle import-in-the-middle module-alias',
    '() addHook addAlias Hook',
    plain('loader-hook'),
  ),
]

const files: readonly Entry[] = [
  ...['fs-extra', 'graceful-fs', 'mz/fs', 'fs-jetpack', 'pify/fs'].flatMap((name) => likeFs(`package:${name}`)),
  ...ofPackages(
    'fs-extra',
    'outputFile outputFileSync writeJson writeJsonSync outputJson outputJsonSync writeJSON writeJSONSync',
    file('fs-write', 2),
  ),
  ...ofPackages(
    'fs-extra',
    'ensureFile ensureFileSync ensureDir ensureDirSync mkdirp mkdirpSync emptyDir emptyDirSync',
    file('fs-write'),
  ),
  ...ofPackages('fs-extra', 'readJson readJsonSync readJSON readJSONSync', file('fs-read')),
  ...ofPackages('fs-extra', 'remove removeSync', file('fs-delete')),
  ...ofPackages('fs-extra', 'copy copySync', fileToFile('fs-read', 'fs-write')),
  ...ofPackages('fs-extra', 'move moveSync', fileToFile('fs-write', 'fs-write')),
  ...ofPackages('fs-extra', 'pathExists pathExistsSync', file('')),
  ...ofPackages('shelljs', 'rm', file('fs-delete')),
  ...ofPackages('shelljs', 'cp mv', fileToFile('fs-read', 'fs-write')),
  ...ofPackages('shelljs', 'cat', file('fs-read')),
  ...ofPackages('rimraf del trash', '() sync rimraf rimrafSync deleteAsync deleteSync', file('fs-delete')),
  ...ofPackages(
    'glob fast-glob globby tiny-glob tinyglobby',
    '() sync glob globSync globby globbySync async stream',
    file('fs-read'),
  ),
  ...ofPackages('mkdirp make-dir', '() sync mkdirp mkdirpSync', file('fs-write')),
  ...ofPackages('write-file-atomic write-json-file write', '() sync', file('fs-write', 2)),
  ...ofPackages('jsonfile', 'readFile readFileSync', file('fs-read')),
  ...ofPackages('jsonfile', 'writeFile writeFileSync', file('fs-write', 2)),
  ...ofPackages('load-json-file read-json-file', '() loadJsonFile loadJsonFileSync', file('fs-read')),
  ...ofPackages('dotenv', 'config configDotenv', file('fs-read')),
  ...ofPackages('adm-zip()', 'extractAllTo extractEntryTo extractAllToAsync', plain('decompress', 'fs-write')),
  ...ofPackages('adm-zip()', 'readAsText readFile', plain('decompress')),
  ...ofPackages(
    'extract-zip decompress tar-fs node-stream-zip unzipper yauzl',
    '() extract Extract open',
    plain('decompress', 'fs-write'),
  ),
  ...ofPackages('tar', 'x extract', plain('decompress', 'fs-write')),
  ...ofPackages(
    'pako fflate',
    'inflate inflateRaw ungzip gunzipSync inflateSync unzlibSync decompressSync unzipSync',
    plain('decompress'),
  ),
  ...ofPackages(
    'lz-string lzma snappy',
    'decompress decompressFromBase64 decompressFromUTF16 uncompress',
    plain('decompress'),
  ),
]

const machine: readonly Entry[] = [
  ...ofPackages(
    'clipboardy clipboard-copy copy-paste node-clipboardy',
    '() read readSync write writeSync paste copy default.read',
    plain('clipboard'),
  ),
  ...ofPackages('screenshot-desktop node-screenshots desktop-screenshot', '() all Monitor.all', plain('screen')),
  ...ofPackages(
    'robotjs @jitsi/robotjs @nut-tree/nut-js',
    'screen.capture screen.grab screen.captureRegion getPixelColor',
    plain('screen'),
  ),
  ...ofPackages(
    'robotjs @jitsi/robotjs @nut-tree/nut-js',
    'typeString keyTap keyToggle keyboard.type',
    plain('keyboard'),
  ),
  ...ofPackages('electron.desktopCapturer', 'getSources', plain('screen')),
  ...ofPackages('electron.clipboard', 'readText readHTML readImage writeText', plain('clipboard')),
  ...ofPackages(
    'iohook uiohook-napi node-global-key-listener gkm keypress',
    '() on start uIOhook.start uIOhook.on GlobalKeyboardListener',
    plain('keyboard'),
  ),
  ...ofPackages(
    'keytar @napi-rs/keyring @github/keytar',
    'getPassword findPassword findCredentials setPassword Entry',
    plain('fs-credentials:keychain'),
  ),
  ...ofPackages(
    'systeminformation',
    'system uuid osInfo users networkInterfaces bios baseboard cpu diskLayout getAllData getStaticData',
    plain('fingerprint:system'),
  ),
  ...ofPackages('node-machine-id', 'machineId machineIdSync', plain('fingerprint:machine-id')),
  ...ofPackages(
    'macaddress getmac address default-gateway public-ip internal-ip',
    '() one all mac ip publicIp publicIpv4 v4',
    plain('fingerprint:network'),
  ),
  ...ofPackages('username os-username fullname', '() sync username', plain('fingerprint:user')),
  ...ofPackages('@fingerprintjs/fingerprintjs', 'load', plain('fingerprint:browser')),
  ...ofPackages(
    'chrome-cookies-secure tough-cookie-file-store',
    'getCookies getCookiesPromised',
    plain('fs-browser:chrome'),
  ),
  ...ofPackages('os-locale', '() osLocale osLocaleSync sync', plain()),
]

const scripts: readonly Entry[] = ofPackages(
  'import-fresh require-uncached import-from resolve-from',
  '() silent',
  loads(0),
)

export const systemPackages: readonly Entry[] = [...processes, ...files, ...machine, ...scripts]
