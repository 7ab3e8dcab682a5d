import type { CashierView } from '../wechat/index'

/**
 * WeChat's payment sheet: it tells the page beneath what happened and leaves the rest to it. A
 * payment that WeChat refuses is explained on the sheet and ends as `fail` when it is closed.
 */
export function cashierPage(cashierId: string, order: CashierView): string {
  const yuan = `${Math.floor(order.total / 100)}.${String(order.total % 100).padStart(2, '0')}`
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>微信支付</title>
<style>${SHEET_STYLE}</style>
<main role="dialog" aria-modal="true" aria-label="微信支付">
  <header><button id="close" aria-label="关闭" class="close">×</button>微信支付</header>
  <p class="merchant">${escape(order.merchantName)}</p>
  <p class="amount"><small>¥</small>${yuan}</p>
  <dl><dt>商品</dt><dd>${escape(order.description)}</dd><dt>付款方式</dt><dd>零钱(本机演示,不会扣款)</dd></dl>
  <p id="say" class="say" role="status"></p>
  <button id="pay" class="pay">支付</button>
  <button id="cancel" class="cancel">取消</button>
</main>
<script>${script(cashierId)}</script>
</html>`
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function script(cashierId: string): string {
  return `
const tell = (result) => parent.postMessage(
  { type: 'wechat-cashier', cashierId: '${cashierId}', result }, location.origin)
const say = (text) => { document.getElementById('say').textContent = text }
const pay = document.getElementById('pay')
let refused = false
async function act(verb) {
  pay.disabled = true
  try {
    const response = await fetch(location.pathname + '/' + verb, { method: 'POST' })
    const { result, reason } = await response.json()
    if (!result) { refused = true; return say(reason) }
    if (result === 'ok') { say('支付成功'); await new Promise((resolve) => setTimeout(resolve, 450)) }
    tell(result === 'cancel' && refused ? 'fail' : result)
  } catch {
    tell('fail')
  }
}
pay.onclick = () => act('pay')
for (const id of ['cancel', 'close']) document.getElementById(id).onclick = () => act('cancel')
pay.focus()
`
}

export const SHEET_STYLE = `
:root { color-scheme: light }
* { box-sizing: border-box; margin: 0 }
body { min-height: 100vh; display: flex; align-items: flex-end; justify-content: center;
  background: rgb(0 0 0 / .5); font: 16px/1.5 system-ui, -apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif;
  color: #191919 }
main { width: 100%; max-width: 480px; padding: 16px 24px calc(24px + env(safe-area-inset-bottom));
  background: #fff; border-radius: 16px 16px 0 0; text-align: center; animation: rise .24s ease-out }
header { position: relative; padding: 4px 0 20px; font-weight: 600 }
.close { position: absolute; left: -8px; top: 0; width: 44px; height: 36px; border: 0; background: none;
  font-size: 24px; color: #555; cursor: pointer }
.merchant { color: #444 }
.amount { font-size: 44px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.4 }
.amount small { font-size: 26px; margin-right: 2px }
dl { display: grid; grid-template-columns: auto 1fr; gap: 10px 16px; margin: 16px 0; padding: 16px 0;
  border-top: 1px solid #ededed; border-bottom: 1px solid #ededed; font-size: 15px }
dt { color: #6b6b6b; text-align: left } dd { text-align: right; overflow-wrap: anywhere }
.say { min-height: 24px; color: #b3261e; font-size: 14px }
.pay, .cancel { display: block; width: 100%; height: 48px; margin-top: 8px; border: 0; border-radius: 8px;
  font: inherit; font-weight: 600; cursor: pointer }
.pay { background: #07803f; color: #fff } .pay:active { background: #066b35 } .pay:disabled { opacity: .4 }
.cancel { background: #f2f2f2; color: #333 }
@keyframes rise { from { transform: translateY(40%); opacity: .4 } }
@media (prefers-reduced-motion: reduce) { main { animation: none } }
`
