// Ways to nest source text, by name: those that begin with `type` are TypeScript. Each makes valid text of a given depth.

type Shape = (depth: number) => string

const times = (text: string, count: number) => text.repeat(count)

/** Open, a middle, and close as often as opened. */
const around =
  (before: string, open: string, middle: string, close: string, after = ''): Shape =>
  (depth) =>
    `${before}${times(open, depth)}${middle}${times(close, depth)}${after}`

export const shapes: Readonly<Record<string, Shape>> = {
  parentheses: around('', '(', '1', ')'),
  brackets: around('', '[', '', ']'),
  blocks: around('', '{', '', '}'),
  objects: around('x=', '{a:', '1', '}'),
  arrows: around('x=', 'a=>', '1', ''),
  'arrows with bodies': around('x=', '()=>{', '', '}'),
  ternaries: around('x=', 'a?b:', 'c', ''),
  'ternaries in the middle': around('x=', 'a?', 'b', ':c'),
  ifs: around('', 'if(a)', ';', ''),
  'else-ifs': around('', 'if(a);else ', ';', ''),
  whiles: around('', 'while(a)', ';', ''),
  fors: around('', 'for(;;)', ';', ''),
  dos: around('', 'do ', ';', ' while(a)'),
  labels: (depth) => `${Array.from({ length: depth }, (_, at) => `l${at}:`).join('')};`,
  functions: around('', 'function f(){', '', '}'),
  'function expressions': around('x=', 'function(){return ', '1', '}'),
  classes: around('x=', 'class{a=', '1', '}'),
  'classes that extend': around('x=class ', 'extends class ', '{}', '{}'),
  templates: around('', '`\x24{', '1', '}`'),
  assignments: around('', 'a=', '1', ''),
  news: around('', 'new ', 'a', ''),
  nots: around('', '!', 'a', ''),
  minuses: around('', '- ', 'a', ''),
  typeofs: around('', 'typeof ', 'a', ''),
  awaits: around('', 'await ', 'a', ''),
  yields: around('function*g(){', 'yield ', 'a', '', '}'),
  members: around('a', '.b', '', ''),
  'computed members': around('a', '[0]', '', ''),
  calls: around('a', '()', '', ''),
  'arguments of calls': around('', 'a(', '', ')'),
  'tagged templates': around('a', '``', '', ''),
  'optional members': around('a', '?.b', '', ''),
  sums: around('"a"', '+"a"', '', ''),
  ands: around('a', '&&a', '', ''),
  powers: around('a', '**a', '', ''),
  spreads: around('x=', '[...', 'a', ']'),
  'patterns of lists': around('let ', '[', 'a', ']', '=x'),
  'patterns of objects': around('let ', '{a:', 'a', '}', '=x'),
  'defaults of parameters': around('x=', '((a=', '1', ')=>1)'),
  'import calls': around('', 'import(', 'a', ')'),
  switches: around('', 'switch(a){case 1:', '', '}'),
  tries: around('', 'try{', '', '}catch{}'),
  elements: around('x=', '<a>', '', '</a>'),
  'elements with expressions': around('x=', '<a>{', '1', '}</a>'),
  'attributes of elements': around('x=', '<a b=', '"1"', '/>'),
  'type arrays': around('let x: a', '[]', '', ''),
  'type arguments': around('let x: ', 'A<', 'a', '>'),
  'type parentheses': around('let x: ', '(', 'a', ')'),
  'type objects': around('let x: ', '{a:', 'a', '}'),
  'type tuples': around('let x: ', '[', 'a', ']'),
  'type conditions': around('type X = ', 'a extends b ? c : ', 'd', ''),
  'type functions': around('type X = ', '()=>', 'd', ''),
  'type operators': around('type X = ', 'keyof ', 'd', ''),
  'type namespaces': around('', 'namespace a{', '', '}'),
  'type assertions': around('x=a', ' as a', '', ''),
  'type casts': around('x=', '<a>', 'a', ''),
  'type templates': around('type X = ', '`\x24{', 'a', '}`'),
}
