import { MESSAGE_TEMPLATES, USUAL_FIELDS } from '../../cloudfunctions/contract/message-flows'
import type { ShopSettings } from '../../cloudfunctions/contract/shop-settings'

/** One template of this machine's WeChat for each of ours, with the keywords that most have. */
export function messageTemplates(shop: string): NonNullable<ShopSettings['messages']> {
  return Object.fromEntries(
    MESSAGE_TEMPLATES.map((template) => [
      template,
      { templateId: `${shop}-${template.replaceAll('_', '-')}`, fields: { ...USUAL_FIELDS[template] } },
    ]),
  )
}
