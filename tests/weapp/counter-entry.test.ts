import {
  addAmount,
  changeQuantity,
  EMPTY_BASKET,
  linesOf,
  MOST_LINES,
  removeAmount,
} from '../../src/packages/staff/counter/basket'
import { fenOfText, pressKey, type Key } from '../../src/packages/staff/counter/keypad-entry'

const typed = (keys: string) => keys.split('').reduce((text, key) => pressKey(text, key as Key), '')

test.each([
  ['12.5', '12.5', 1250],
  ['0012', '12', 1200],
  ['.5', '0.5', 50],
  ['1..2', '1.2', 120],
  ['0.129', '0.12', 12],
  ['123456789', '1234567', 123456700],
  ['', '', 0],
])('the keys %s show %s and are %d fen', (keys, text, fen) => {
  expect(typed(keys)).toBe(text)
  expect(fenOfText(typed(keys))).toBe(fen)
})

test('00 is two zeros, delete takes one character', () => {
  expect(pressKey('', '00')).toBe('0')
  expect(pressKey('5', '00')).toBe('500')
  expect(pressKey('5.5', '00')).toBe('5.50')
  expect(pressKey('123456', '00')).toBe('123456')
  expect(pressKey('12.', 'delete')).toBe('12')
  expect(pressKey('', 'delete')).toBe('')
})

test('a basket holds at most 100 lines and 999 of one product', () => {
  let basket = EMPTY_BASKET
  for (let index = 0; index < MOST_LINES - 1; index += 1)
    basket = changeQuantity(basket, `product-${index}`, 1)
  basket = addAmount(basket, { categoryId: 'coffee', amount: 100 })
  expect(changeQuantity(basket, 'one-more', 1)).toBe(basket)
  expect(addAmount(basket, { categoryId: 'coffee', amount: 1 })).toBe(basket)
  expect(linesOf(basket, { categoryId: 'coffee', amount: 5 })).toHaveLength(MOST_LINES)
  expect(changeQuantity(basket, 'product-0', 5000).quantities['product-0']).toBe(999)
  expect(changeQuantity(basket, 'product-0', -5).quantities).not.toHaveProperty('product-0')
  expect(removeAmount(basket, 0).amounts).toEqual([])
})
