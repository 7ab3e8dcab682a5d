import type { SubscribeAnswer, SubscribeOutcome } from './outcomes'
import { currentPerson } from './person'

const MOST_TEMPLATES = 3

/** Stands in for WeChat's question on this machine: what was allowed is told to the local WeChat. */
export async function askForMessages(
  templates: readonly { templateId: string; title: string }[],
): Promise<SubscribeOutcome> {
  const asked = templates.slice(0, MOST_TEMPLATES)
  if (asked.length === 0) return { kind: 'unavailable' }
  const allowed = await question(asked)
  const answers = Object.fromEntries(
    asked.map(({ templateId }): [string, SubscribeAnswer] => [
      templateId,
      allowed.includes(templateId) ? 'accept' : 'reject',
    ]),
  )
  await tellLocalWeChat(answers).catch(() => undefined)
  return { kind: 'answered', answers }
}

/** Ids of the templates that were left ticked, or none. */
function question(asked: readonly { templateId: string; title: string }[]): Promise<string[]> {
  const layer = element('div', 'position:fixed;inset:0;z-index:9999;background:rgba(0,0,0,.5)')
  const panel = element(
    'div',
    'position:absolute;left:0;right:0;bottom:0;padding:24px;border-radius:12px 12px 0 0;background:#fff;color:#1a1a1a;font:16px/1.5 sans-serif',
  )
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', '订阅消息')
  panel.append(element('div', 'margin-bottom:16px;font-weight:600', '申请发送以下一次性消息'))
  const boxes = asked.map(({ templateId, title }) => {
    const row = element('label', 'display:flex;justify-content:space-between;padding:12px 0')
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.checked = true
    row.append(title, box)
    panel.append(row)
    return { templateId, box }
  })
  const buttons = element('div', 'display:flex;gap:12px;margin-top:16px')
  panel.append(buttons)
  layer.append(panel)
  document.body.append(layer)
  return new Promise((resolve) => {
    const button = (words: string, style: string, ids: () => string[]) => {
      const made = element(
        'button',
        `flex:1;min-height:44px;border:0;border-radius:6px;font:inherit;${style}`,
        words,
      )
      made.addEventListener('click', () => {
        layer.remove()
        resolve(ids())
      })
      buttons.append(made)
    }
    button('取消', 'background:#f2f2f2;color:#06ae56', () => [])
    button('允许', 'background:#07c160;color:#fff', () =>
      boxes.filter(({ box }) => box.checked).map(({ templateId }) => templateId),
    )
  })
}

async function tellLocalWeChat(answers: Record<string, SubscribeAnswer>): Promise<void> {
  await fetch(`${API_BASE}/wechat/subscribe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: currentPerson(), answers }),
  })
}

function element(name: string, style: string, words = ''): HTMLElement {
  const made = document.createElement(name)
  made.setAttribute('style', style)
  made.textContent = words
  return made
}
