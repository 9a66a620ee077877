// A strict reader for the XML that we write: elements, attributes in double quotes, text, the five entities. It throws
// at whatever a real reader would refuse, and at what our own writer has no need of.

export type XmlElement = { name: string; attributes: ReadonlyMap<string, string>; children: XmlElement[]; text: string }

/** XML 1.0, production 2: what a document may hold at all. */
const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u
const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The root element. */
export function readStrictXml(document: string): XmlElement {
  if (!document.startsWith(declaration)) throw new Error('it does not begin with its declaration')
  if (!allowed.test(document)) throw new Error('it holds characters that XML does not allow')
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' }
  const open = [root]
  let at = declaration.length
  while (at < document.length) {
    const inside = open.at(-1) ?? root
    const next = document.indexOf('<', at)
    inside.text += decoded(document.slice(at, next === -1 ? undefined : next))
    if (next === -1) break
    const tag = /^<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/.exec(document.slice(next))
    if (tag === null) throw new Error(`no tag: ${document.slice(next, next + 60)}`)
    const [whole, isEnd, name = '', attributes = '', isEmpty] = tag
    at = next + whole.length
    if (isEnd === '/') {
      if (open.pop()?.name !== name || attributes !== '') throw new Error(`</${name}> ends something else`)
      continue
    }
    const element: XmlElement = { name, attributes: attributesIn(attributes), children: [], text: '' }
    inside.children.push(element)
    if (isEmpty === '') open.push(element)
  }
  const [only, more] = root.children
  if (open.length !== 1 || only === undefined || more !== undefined) throw new Error('it has not just one root')
  if (root.text.trim() !== '') throw new Error('there is text outside of the root')
  return only
}

function attributesIn(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
    if (found.has(name)) throw new Error(`${name} stands there twice`)
    found.set(name, decoded(value))
  }
  return found
}

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error('text with ]]>')
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = Object.hasOwn(entities, name) ? entities[name] : undefined
    if (character === undefined || !whole.endsWith(';')) throw new Error(`no entity: ${whole.slice(0, 20)}`)
    return character
  })
}
