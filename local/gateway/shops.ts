import { type Route, readObject, textField } from './http'

export interface ShopPlace {
  readonly id: string
  readonly name: string
  readonly trade: string
  /** Where it is served; null until it was opened. */
  readonly url: string | null
}

/** The demo's shops, of which this gateway serves one. */
export interface ShopSwitch {
  list(): readonly ShopPlace[]
  /** Starts it if need be, and says where it is; its history may still be on its way. */
  open(id: string): Promise<ShopPlace>
}

/** Which shops there are, and the way to another one. */
export function shopRoutes(shops: ShopSwitch | undefined): Route[] {
  if (!shops) return [{ method: 'GET', path: /^\/local\/shops$/, handle: () => ({ shops: [] }) }]
  return [
    { method: 'GET', path: /^\/local\/shops$/, handle: () => ({ shops: shops.list() }) },
    {
      method: 'POST',
      path: /^\/local\/shops$/,
      handle: async ({ request }) => shops.open(textField(await readObject(request), 'id')),
    },
  ]
}
