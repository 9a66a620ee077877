import { expect, test } from 'vitest'
import { createBudget } from '../../src/sources/budget.ts'

/** Work that says when it began and ends when it is told to. */
function work() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const state = { begun: false, end: resolve }
  const run = () => {
    state.begun = true
    return promise
  }
  return { state, run }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('as much runs side by side as its weights allow, and the rest when it fits', async () => {
  const within = createBudget(10)
  const [first, second, third, fourth] = [work(), work(), work(), work()]
  const all = [within('', 6, first.run), within('', 4, second.run), within('', 5, third.run), within('', 1, fourth.run)]
  await settled()
  expect([first, second, third, fourth].map(({ state }) => state.begun)).toEqual([true, true, false, false])
  second.state.end()
  await settled()
  expect([third, fourth].map(({ state }) => state.begun)).toEqual([false, true])
  first.state.end()
  await settled()
  expect([third, fourth].map(({ state }) => state.begun)).toEqual([true, true])
  third.state.end()
  fourth.state.end()
  await Promise.all(all)
})

test('what is heavier than everything allowed runs alone, before what came after it', async () => {
  const within = createBudget(10)
  const [light, heavy, ahead, next] = [work(), work(), work(), work()]
  const all = [within('', 1, light.run), within('', 99, heavy.run), within('', 1, ahead.run), within('', 10, next.run)]
  await settled()
  expect([heavy, ahead, next].map(({ state }) => state.begun)).toEqual([false, true, false])
  light.state.end()
  ahead.state.end()
  await settled()
  expect([heavy, next].map(({ state }) => state.begun)).toEqual([true, false])
  heavy.state.end()
  await settled()
  expect(next.state.begun).toBe(true)
  next.state.end()
  await Promise.all(all)
})

test('what fails gives its room back', async () => {
  const within = createBudget(1)
  await expect(within('', 1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(within('', 1, async () => 'next')).resolves.toBe('next')
})

test('one kind goes on as long as any of it waits, and never beside another', async () => {
  const within = createBudget(10)
  const order: string[] = []
  const piece = (kind: string, weight: number, name: string) =>
    within(kind, weight, async () => {
      order.push(name)
      await settled()
    })
  const more = within('small', 1, async () => {
    order.push('small 1')
    await settled()
    // What comes meanwhile of the same kind goes ahead of what has waited longer.
    pieces.push(piece('small', 1, 'small 3'))
  })
  const pieces = [more, piece('large', 11, 'large 1'), piece('small', 1, 'small 2'), piece('large', 11, 'large 2')]
  for (let done = 0; done < pieces.length; done++) await pieces[done]
  expect(order).toEqual(['small 1', 'small 2', 'small 3', 'large 1', 'large 2'])
})

test('what weighs nothing runs beside no other kind either', async () => {
  const within = createBudget(10)
  const [light, other] = [work(), work()]
  const all = [within('small', 0, light.run), within('large', 11, other.run)]
  await settled()
  expect([light, other].map(({ state }) => state.begun)).toEqual([true, false])
  light.state.end()
  await settled()
  expect(other.state.begun).toBe(true)
  other.state.end()
  await Promise.all(all)
})

test('who waits for one kind is served when the other has ended', async () => {
  const within = createBudget(2)
  const order: string[] = []
  const two = (kind: string) => [1, 2].map((one) => within(kind, 2, async () => void order.push(`${kind} ${one}`)))
  await Promise.all([...two('a'), ...two('b'), ...two('c')])
  expect(order).toEqual(['a 1', 'a 2', 'b 1', 'b 2', 'c 1', 'c 2'])
})
