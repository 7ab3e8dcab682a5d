import { button, make } from './elements'
import type { TourStep } from './tour'

const KEPT = 'huika-tour-step'

/** The steps of the tour; going to one brings both phones to the right person and page. */
export function createTourPanel(steps: readonly TourStep[], go: (step: TourStep) => void): HTMLElement {
  let current = Number(window.sessionStorage.getItem(KEPT) ?? -1)
  const list = make('ol', 'tour')
  const element = make(
    'section',
    'panel panel--tour',
    { 'aria-label': '两分钟导览' },
    make('h2', 'panel__title', {}, '两分钟看懂惠卡'),
    make('p', 'panel__lead', {}, '左边是顾客的手机,右边是店里的手机。一步一步来,也可以随意点。'),
    list,
  )

  function enter(index: number): void {
    const step = steps[index]
    if (!step) return
    current = index
    window.sessionStorage.setItem(KEPT, String(index))
    draw()
    go(step)
  }

  function draw(): void {
    list.replaceChildren(...steps.map(entry))
  }

  function entry(step: TourStep, index: number): HTMLElement {
    const isCurrent = index === current
    const heading = button('tour__title', step.title, () => enter(index))
    const item = make('li', `tour__step${isCurrent ? ' tour__step--current' : ''}`, {}, heading)
    if (isCurrent) {
      item.setAttribute('aria-current', 'step')
      item.append(
        make('p', 'tour__text', {}, step.text),
        make('p', 'tour__outcome', {}, step.outcome),
        make('div', 'tour__actions', {}, ...actions(index)),
      )
    } else if (current < 0 && index === 0) {
      item.append(
        make(
          'div',
          'tour__actions',
          {},
          button('action', '开始', () => enter(0)),
        ),
      )
    }
    return item
  }

  function actions(index: number): HTMLElement[] {
    const again = button('action action--quiet', '回到这一步', () => enter(index))
    const isLast = index === steps.length - 1
    return isLast ? [again] : [button('action', '下一步', () => enter(index + 1)), again]
  }

  draw()
  return element
}
