// What Python's functions do, as data; `*.` stands for a method of whatever it is called on.
import type { Sink, Source } from '../../domain/code.ts'
import { type Deed, type DeedWord, deeds } from '../map/meaning.ts'

export type Meaning = {
  deeds: readonly Deed[]
  source: Source | ''
  sink: Sink | ''
  /** Its first text is a line of this language. */
  runs: 'shell' | 'python' | ''
}

type More = Partial<Omit<Meaning, 'deeds'>>

const table = (names: string, more: More, ...words: readonly DeedWord[]): [string, Meaning][] =>
  names.split(' ').map((name) => [name, { deeds: deeds(...words), source: '', sink: '', runs: '', ...more }])

export const pythonNames: ReadonlyMap<string, Meaning> = new Map([
  ...table(
    'urllib.request.urlopen urllib.request.urlretrieve urllib.request.Request urllib.urlopen urllib2.urlopen requests.get requests.post requests.put requests.request requests.Session httpx.get httpx.post aiohttp.ClientSession http.client.HTTPSConnection http.client.HTTPConnection urllib3.PoolManager ftplib.FTP smtplib.SMTP',
    { source: 'downloaded', sink: 'network' },
    'network-client',
  ),
  ...table('socket.socket socket.create_connection', { source: 'downloaded' }, 'network-client'),
  ...table('*.sendall *.sendto', { sink: 'network' }),
  ...table('socket.gethostbyname socket.getaddrinfo dns.resolver.resolve', { sink: 'dns' }, 'dns'),
  ...table(
    'os.system os.popen commands.getoutput subprocess.getoutput subprocess.getstatusoutput',
    { sink: 'execute', runs: 'shell' },
    'process-spawn',
    'shell',
  ),
  ...table(
    'subprocess.run subprocess.call subprocess.Popen subprocess.check_output subprocess.check_call os.execv os.execl os.execvp os.spawnl os.spawnv os.startfile pty.spawn asyncio.create_subprocess_exec asyncio.create_subprocess_shell',
    { sink: 'execute', runs: 'shell' },
    'process-spawn',
  ),
  ...table('exec eval', { sink: 'evaluate', runs: 'python' }, 'eval'),
  ...table('compile marshal.loads pickle.loads runpy.run_path', { sink: 'evaluate' }, 'eval'),
  ...table('__import__ importlib.import_module', { sink: 'load' }, 'dynamic-import'),
  ...table(
    'base64.b64decode base64.b32decode base64.b85decode base64.decodebytes binascii.unhexlify binascii.a2b_base64 bytes.fromhex codecs.decode bytearray.fromhex',
    { source: 'decoded' },
  ),
  ...table('zlib.decompress gzip.decompress lzma.decompress bz2.decompress', { source: 'decoded' }, 'decompress'),
  ...table('zipfile.ZipFile tarfile.open shutil.unpack_archive *.extractall', {}, 'decompress'),
  ...table('Crypto.Cipher.AES.new cryptography.fernet.Fernet', { source: 'decrypted' }, 'decrypt'),
  ...table('os.remove os.unlink shutil.rmtree os.rmdir', {}, 'fs-delete'),
  ...table('os.chmod', {}, 'fs-executable'),
  ...table(
    'shutil.copy shutil.copyfile shutil.move os.rename *.write_text *.write_bytes',
    { sink: 'write' },
    'fs-write',
  ),
  ...table('*.write', { sink: 'write' }),
  ...table('tempfile.mkdtemp tempfile.mkstemp tempfile.gettempdir tempfile.NamedTemporaryFile', {}, 'fs-temp'),
  ...table('socket.gethostname platform.node', { source: 'system' }, 'fingerprint:hostname'),
  ...table('getpass.getuser os.getlogin', { source: 'system' }, 'fingerprint:user'),
  ...table('platform.uname platform.platform', { source: 'system' }, 'fingerprint:system'),
  ...table('uuid.getnode', { source: 'system' }, 'fingerprint:network'),
  ...table('ctypes.CDLL ctypes.cdll.LoadLibrary ctypes.WinDLL', {}, 'native-code'),
  ...table('pyperclip.paste', { source: 'clipboard' }, 'clipboard'),
  ...table('ImageGrab.grab PIL.ImageGrab.grab pyautogui.screenshot mss.mss', {}, 'screen'),
  ...table('pynput.keyboard.Listener keyboard.on_press', { source: 'keyboard' }, 'keyboard'),
  ...table('winreg.SetValueEx winreg.CreateKey', {}, 'fs-startup:registry'),
])

/** A one-line text that can be code: an evaluated name is not. */
export function isPython(text: string): boolean {
  return text.includes('(') && text.length <= 1_000_000
}
