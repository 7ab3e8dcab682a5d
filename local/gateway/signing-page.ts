import { escape, SHEET_STYLE } from './cashier-page'

/** Who would sign for whom, as WeChat's page says it. */
export interface SigningView {
  merchantName: string
  account: string
  /** It is in force already. */
  signed: boolean
}

/**
 * WeChat's page for automatic debits: the box never comes ticked, and what WeChat refuses is said on
 * the page. The page beneath only learns that the person left.
 */
export function signingPage(signingId: string, { merchantName, account, signed }: SigningView): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>微信自动扣费</title>
<style>${SHEET_STYLE}${STYLE}</style>
<main role="dialog" aria-modal="true" aria-label="微信自动扣费">
  <header><button id="close" aria-label="关闭" class="close">×</button>自动扣费服务</header>
  <p class="merchant">${escape(merchantName)}</p>
  <dl><dt>开通账号</dt><dd>${escape(account)}</dd><dt>扣费方式</dt><dd>零钱(本机演示,不会扣款)</dd></dl>
  <label><input id="agree" type="checkbox" autocomplete="off"> 同意《微信支付自动扣费服务协议》</label>
  <p id="say" class="say" role="status">${signed ? '已经签约' : ''}</p>
  <button id="sign" class="pay">同意签约</button>
  <button id="cancel" class="cancel">暂不签约</button>
</main>
<script>${script(signingId)}</script>
</html>`
}

function script(signingId: string): string {
  return `
const leave = () => parent.postMessage({ type: 'wechat-signing', signingId: '${signingId}' }, location.origin)
const say = (text) => { document.getElementById('say').textContent = text }
const sign = document.getElementById('sign')
sign.onclick = async () => {
  sign.disabled = true
  try {
    const response = await fetch(location.pathname + '/sign', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticked: document.getElementById('agree').checked }),
    })
    const { signed, reason } = await response.json()
    if (!signed) { sign.disabled = false; return say(reason) }
    say('签约成功')
    await new Promise((resolve) => setTimeout(resolve, 450))
    leave()
  } catch {
    leave()
  }
}
for (const id of ['cancel', 'close']) document.getElementById(id).onclick = leave
`
}

const STYLE = `
label { display: flex; align-items: center; justify-content: center; gap: 8px; min-height: 44px; font-size: 15px }
input { width: 20px; height: 20px }
`
