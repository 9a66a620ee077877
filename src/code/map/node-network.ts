// Node's modules that talk to others. Reviewed member by member; what is missing here talks to nobody by itself.
import { client, type Entry, entry, plain } from './meaning.ts'

const server = plain('network-server')
/** The host comes first. */
const lookup = client('host', 0, 'dns')

const resolves =
  'lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse'

export const nodeNetwork: readonly Entry[] = [
  entry('node:http', 'request get', client()),
  entry('node:http', 'ClientRequest', client()),
  entry('node:http', 'WebSocket', client('url', 0, 'websocket')),
  entry('node:http', 'createServer Server', server),
  entry('node:_http_client', 'ClientRequest', client()),
  entry('node:_http_server', 'Server', server),
  entry('node:https', 'request get', client()),
  entry('node:https', 'createServer Server', server),
  entry('node:http2', 'connect', client()),
  entry('node:http2', 'createServer createSecureServer performServerHandshake', server),
  entry('node:net', 'connect createConnection', client('port-host')),
  // The socket of a server has connect, too; nobody calls it there.
  entry('node:net.Socket()', 'connect', client('port-host')),
  entry('node:net.Stream()', 'connect', client('port-host')),
  entry('node:net', 'createServer Server', server),
  entry('node:tls', 'connect', client('port-host')),
  entry('node:tls', 'createServer Server', server),
  entry('node:tls.TLSSocket()', 'connect', client('port-host')),
  // dgram's send is (message, offset, length, port, address): the address cannot be told by position alone.
  entry('node:dgram.createSocket()', 'send connect', plain('network-client')),
  entry('node:dgram.createSocket()', 'bind', server),
  entry('node:dgram.Socket()', 'send connect', plain('network-client')),
  entry('node:dgram.Socket()', 'bind', server),
  entry('node:dns', resolves, lookup),
  entry('node:dns.promises', resolves, lookup),
  entry('node:dns.Resolver()', resolves, lookup),
  entry('node:dns.promises.Resolver()', resolves, lookup),
  entry('node:quic', 'connect', client('host')),
  entry('node:quic', 'listen', server),
]
