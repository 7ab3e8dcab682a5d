import type { Person } from './api'
import { button, make } from './elements'
import { pageOfCode } from './scene'
import type { Place } from './tour'

export interface Phone {
  readonly element: HTMLElement
  readonly person: string
  /** Hands the phone to a person, on a page; without a page on their first one. */
  show(person: string, page?: string): void
  /** Loads the page that is shown anew, as after coming back another day. */
  reload(): void
  setPeople(people: readonly Person[]): void
  setTime(text: string): void
}

export interface PhoneOptions {
  side: Person['side']
  title: string
  /** After the person has changed. */
  onPerson(person: string): void
  /** The person asked for somebody new. */
  onNewPerson(): void
}

const FIRST_PAGE = { shopper: 'pages/home/index', counter: 'packages/staff/counter/index' }
const FIRST_PAGES: Record<string, string> = { owner: 'packages/operations/overview/index' }

let loads = 0

export function createPhone(options: PhoneOptions): Phone {
  let people: readonly Person[] = []
  let current = ''
  const time = make('span', 'phone__time')
  const frame = make('iframe', 'phone__screen', { title: options.title })
  const name = make('span', 'who__name')
  const role = make('span', 'who__role')
  const initial = make('span', 'who__initial', { 'aria-hidden': 'true' })
  const menu = make('div', 'who__menu', { role: 'menu', popover: '' })
  const opener = make(
    'button',
    'who',
    { type: 'button', 'aria-haspopup': 'menu', 'aria-label': `${options.title}:换人` },
    initial,
    make('span', 'who__text', {}, name, role),
    make('span', 'who__arrow', { 'aria-hidden': 'true' }),
  )
  opener.addEventListener('click', () => openMenu())
  const element = make(
    'section',
    'phone',
    { 'aria-label': options.title },
    opener,
    menu,
    make(
      'div',
      'phone__body',
      {},
      make(
        'div',
        'phone__status',
        { 'aria-hidden': 'true' },
        time,
        make('span', 'phone__notch'),
        make('span', 'phone__battery'),
      ),
      frame,
    ),
  )

  function openMenu(): void {
    const shown = [...people].sort(
      (a, b) => Number(b.side === options.side) - Number(a.side === options.side),
    )
    const named = shown.filter((person) => !isExtra(person) || person.id === current)
    const extras = shown.filter((person) => !named.includes(person))
    menu.replaceChildren(...named.map(personItem))
    if (options.side === 'shopper') {
      menu.append(
        button('who__item who__item--new', '+ 新来一位顾客', () => choose(options.onNewPerson)),
        button('who__item who__item--new', '打开邀请或小程序码', () => choose(openCode)),
      )
    }
    if (extras.length > 0) {
      const more: HTMLButtonElement = button('who__item who__item--more', `另外${extras.length}位常客`, () =>
        more.replaceWith(...extras.map(personItem)),
      )
      menu.append(more)
    }
    const { left, bottom } = opener.getBoundingClientRect()
    menu.style.left = `${left}px`
    menu.style.top = `${bottom + 4}px`
    menu.showPopover()
    menu.querySelector<HTMLElement>('[aria-current], button')?.focus()
  }

  function personItem(person: Person): HTMLElement {
    const item = button('who__item', '', () => choose(() => show(person.id)))
    item.setAttribute('role', 'menuitem')
    if (person.id === current) item.setAttribute('aria-current', 'true')
    item.append(
      make('span', 'who__initial', { 'aria-hidden': 'true' }, person.name.slice(0, 1)),
      make(
        'span',
        'who__text',
        {},
        make('span', 'who__name', {}, person.name),
        make('span', 'who__role', {}, person.role),
      ),
    )
    return item
  }

  function choose(act: () => void): void {
    menu.hidePopover()
    opener.focus()
    act()
  }

  /** Stands in for scanning and for opening a shared card: what they hold is pasted here. */
  function openCode(): void {
    const page = pageOfCode(window.prompt('把邀请卡片的路径,或小程序码里的内容粘贴到这里') ?? '')
    if (page) show(current, page)
  }

  function describe(): void {
    const person = people.find(({ id }) => id === current)
    name.textContent = person?.name ?? '还没有人'
    role.textContent = person?.role ?? ''
    initial.textContent = (person?.name ?? '?').slice(0, 1)
  }

  function load(page: string): void {
    loads += 1
    frame.src = `/app/?person=${encodeURIComponent(current)}&load=${loads}#/${page}`
  }

  function show(person: string, page?: string): void {
    current = person
    describe()
    load(page ?? firstPage(people.find(({ id }) => id === person)))
    options.onPerson(person)
  }

  return {
    element,
    get person() {
      return current
    },
    show,
    reload() {
      const hash = frame.contentWindow?.location.hash.replace(/^#\/?/, '')
      if (current) load(hash || FIRST_PAGE.shopper)
    },
    setPeople(next) {
      people = next
      describe()
    },
    setTime: (text) => void (time.textContent = text),
  }
}

/** Regulars make the shop's figures; a newcomer needs not choose among them. */
function isExtra(person: Person): boolean {
  return person.role === '常客'
}

/** Where a person begins: at the till, at the figures, or at the card. */
function firstPage(person: Person | undefined): string {
  if (!person) return FIRST_PAGE.shopper
  return FIRST_PAGES[person.id] ?? (person.side === 'staff' ? FIRST_PAGE.counter : FIRST_PAGE.shopper)
}

export function showPlace(phone: Phone, place: Place): void {
  phone.show(place.person, place.page)
}
