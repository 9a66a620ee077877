// What on a host that many share belongs to one of them: webhooks, chats, buckets.
import type { Indicator } from './indicator.ts'

/** Characters of a value. */
export const maxValue = 300

export function ownersOn({ hostname: host, pathname, searchParams }: URL): Indicator[] {
  const segments = pathname.split('/').filter((segment) => segment !== '' && !segment.includes('%00'))
  const [first = '', second = '', third = ''] = segments
  const found: Indicator[] = []
  const webhook = (value: string) => found.push({ kind: 'webhook', value: `${host}/${value}`.slice(0, maxValue) })
  const bucket = (value: string) => found.push({ kind: 'bucket', value: value.slice(0, maxValue) })
  if (isOrBelow(host, 'discord.com') || isOrBelow(host, 'discordapp.com')) {
    if (first === 'api' && segments.includes('webhooks')) {
      const id = segments[segments.indexOf('webhooks') + 1] ?? ''
      if (id !== '') webhook(`api/webhooks/${id}`)
    }
  } else if (host === 'hooks.slack.com' && third !== '') webhook(`${first}/${second}/${third}`)
  else if (host === 'api.telegram.org' && first.startsWith('bot') && first.length > 10) {
    webhook(first.split(':', 1)[0] ?? first)
  } else if (host === 'webhook.site' && first !== '') webhook(first)
  else if (isBelow(host, 'webhook.office.com') || isBelow(host, 'pipedream.net')) webhook(first)
  const chat = searchParams.get('chat_id') ?? ''
  if (isChatId(chat)) found.push({ kind: 'chat-id', value: chat })
  const s3 = bucketOnS3(host, first)
  if (s3 !== '') bucket(`s3:${s3}`)
  if (host === 'storage.googleapis.com' && first !== '') bucket(`gs:${first}`)
  if (isBelow(host, 'storage.googleapis.com')) bucket(`gs:${host.slice(0, -'.storage.googleapis.com'.length)}`)
  if (isBelow(host, 'blob.core.windows.net')) bucket(`azure:${host.split('.', 1)[0]}${first === '' ? '' : `/${first}`}`)
  if (isBelow(host, 'r2.dev')) bucket(`r2:${host}`)
  return found
}

/** `<bucket>.s3.<region>.amazonaws.com` and `s3.<region>.amazonaws.com/<bucket>`. */
function bucketOnS3(host: string, first: string): string {
  if (!isBelow(host, 'amazonaws.com')) return ''
  const labels = host.split('.').slice(0, -2)
  const at = labels.findIndex((label) => label === 's3' || label.startsWith('s3-'))
  if (at === -1) return ''
  const name = at > 0 ? labels.slice(0, at).join('.') : first
  return isBucketName(name) ? name : ''
}

export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{1,62}$/.test(name)
}

export function isChatId(text: string): boolean {
  return /^-?\d{6,16}$/.test(text) || /^@[A-Za-z]\w{4,31}$/.test(text)
}

function isBelow(host: string, domain: string): boolean {
  return host.endsWith(`.${domain}`)
}

function isOrBelow(host: string, domain: string): boolean {
  return host === domain || isBelow(host, domain)
}
