import { api, type Person, type ShopHere } from './api'
import { createClockBar } from './clock-bar'
import { part } from './elements'
import { createInbox } from './inbox'
import { createPhone, showPlace, type Phone } from './phone'
import { createShopSwitch } from './shop-switch'
import { createTourPanel } from './tour-panel'
import { TOURS } from './tours'

/** The page at `/`: two phones side by side (one on a narrow screen), clock, tour and inbox. */
const INBOX_MS = 5000
const READY_MS = 500

let people: readonly Person[] = []

const inbox = createInbox((page) => left.show(left.person, page))

const left = createPhone({
  side: 'shopper',
  title: '顾客的手机',
  onPerson(person) {
    inbox.setPerson(person, people.find(({ id }) => id === person)?.name ?? '')
    void inbox.refresh()
  },
  onNewPerson: () => void welcome(),
})

const right = createPhone({
  side: 'staff',
  title: '店里的手机',
  onPerson: () => undefined,
  onNewPerson: () => undefined,
})

const clock = createClockBar({
  onTime(text) {
    for (const phone of [left, right]) phone.setTime(text)
  },
  onMoved() {
    for (const phone of [left, right]) phone.reload()
    void inbox.refresh()
  },
})

const shops = createShopSwitch()

/** The tour of this shop; one that the demo doesn't know has none. */
function tourOf(shop: ShopHere | undefined): HTMLElement[] {
  const steps = TOURS[shop?.id ?? 'bakery']
  if (!steps) return []
  const tour = createTourPanel(steps, (step) => {
    showPlace(left, step.left)
    showPlace(right, step.right)
    look(step.look)
  })
  return [tour]
}

/** Where only one phone fits, the other waits behind its tab. */
function look(side: 'left' | 'right'): void {
  document.body.dataset.look = side
  for (const tab of document.querySelectorAll<HTMLElement>('[data-look-at]')) {
    tab.setAttribute('aria-pressed', String(tab.dataset.lookAt === side))
  }
}

/** Somebody who has never been here, with a phone number of their own. */
async function welcome(): Promise<void> {
  const count = people.filter(({ id }) => id.startsWith('guest-')).length + 1
  const person = await api.addPerson({
    name: `新顾客${count}`,
    role: '刚走进店里',
    side: 'shopper',
    phone: `1390000${String(count).padStart(4, '0')}`,
  })
  await learnPeople()
  left.show(person.id)
}

async function learnPeople(): Promise<void> {
  people = await api.people()
  for (const phone of [left, right]) phone.setPeople(people)
}

/** Waits for the history of the shop, and says how far it is. */
async function untilReady(): Promise<void> {
  let named = false
  for (;;) {
    const status = await api.status().catch(() => null)
    if (status) clock.learn(status)
    if (status && !named) {
      named = true
      await introduce(status.shop)
    }
    if (status?.ready) return
    if (status?.failed) part('preparing').textContent = '没能准备好这家店,请回到另一家店再选一次'
    else if (status?.progress) {
      const { done, of } = status.progress
      part('preparing').textContent =
        `正在准备${status.shop?.name ?? ''}的账本:${Math.floor((100 * done) / of)}%,把过去一年的每一笔重做一遍…`
    }
    await new Promise((resolve) => setTimeout(resolve, READY_MS))
  }
}

/** Which shop this is, its tour, and the way to the others. */
async function introduce(shop: ShopHere | undefined): Promise<void> {
  if (shop) document.title = `${shop.name} · 惠卡本机演示`
  part('side').prepend(...tourOf(shop))
  shops.show(await api.shops().catch(() => []), shop)
}

async function begin(): Promise<void> {
  part('clock').append(clock.element)
  part('shops').append(shops.element)
  part('side').append(inbox.element)
  part('phones').append(left.element, right.element)
  for (const tab of document.querySelectorAll<HTMLElement>('[data-look-at]')) {
    tab.addEventListener('click', () => look(tab.dataset.lookAt === 'right' ? 'right' : 'left'))
  }
  look('left')
  await untilReady()
  await learnPeople()
  document.body.dataset.ready = 'true'
  first(left, 'shopper')
  first(right, 'staff')
  setInterval(() => void inbox.refresh(), INBOX_MS)
}

function first(phone: Phone, side: Person['side']): void {
  const person = people.find((each) => each.side === side) ?? people[0]
  if (person) phone.show(person.id)
}

void begin()
