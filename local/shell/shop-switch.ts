import { api, type ShopHere, type ShopPlace } from './api'
import { button, make } from './elements'

export interface ShopSwitch {
  readonly element: HTMLElement
  /** Draws the shops of the demo, with the one that is shown here marked. */
  show(shops: readonly ShopPlace[], here: ShopHere | undefined): void
}

/** Leads to the demo's other shops; one that was never opened is prepared when it is chosen. */
export function createShopSwitch(): ShopSwitch {
  const element = make('div', 'shops', { role: 'group', 'aria-label': '换一家店' })
  const note = make('span', 'shops__note', { role: 'status' })

  async function go(shop: ShopPlace): Promise<void> {
    note.textContent = shop.url ? '' : `正在开${shop.name}的门…`
    try {
      const { url } = await api.openShop(shop.id)
      if (url) window.location.assign(url)
    } catch (error) {
      note.textContent = error instanceof Error ? error.message : String(error)
    }
  }

  return {
    element,
    show(shops, here) {
      const items = shops.map((shop) => {
        const item = button('shops__item', '', () => void go(shop))
        item.append(shop.name, make('small', 'shops__trade', {}, shop.trade))
        if (shop.id === here?.id) {
          item.setAttribute('aria-current', 'true')
          item.disabled = true
        }
        return item
      })
      element.replaceChildren(...items, note)
      element.hidden = shops.length < 2
    },
  }
}
