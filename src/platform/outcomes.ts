/** What both platforms' files of this folder answer with. */

/** What the cashier said. It proves nothing: `payment.sync` says what really happened. */
export type PaymentOutcome = 'ok' | 'cancelled' | 'failed'

/** WeChat's signing mini-program and what it is opened with. */
export interface SigningPage {
  appId: string
  path: string
  extraData: Record<string, string>
}

export type ScanOutcome =
  | { kind: 'scanned'; code: string }
  | { kind: 'cancelled' }
  /** No camera, or not allowed: the clerk types the code or finds the member by phone. */
  | { kind: 'unavailable' }

export type PhoneNumberOutcome =
  | { kind: 'code'; code: string }
  | { kind: 'declined' }
  /** Quota used up, personal account, or a scope that the privacy guide does not declare. */
  | { kind: 'unavailable' }

export type PictureOutcome =
  /** Stored: its address, or its file id in the environment. */
  | { kind: 'picked'; address: string }
  | { kind: 'cancelled' }
  | { kind: 'failed' }
  /** No album here, or not allowed. */
  | { kind: 'unavailable' }

export type FileOutcome =
  /** In a chat, or among the downloads. */
  | { kind: 'kept' }
  | { kind: 'cancelled' }
  | { kind: 'failed' }
  /** This WeChat is too old for it. */
  | { kind: 'unavailable' }

/** What the person chose for one template: `ban` and `filter` are WeChat's own refusals (wechat.md 3.1). */
export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter'

export type SubscribeOutcome =
  /** By template id; a template that is missing was not answered. */
  | { kind: 'answered'; answers: Readonly<Record<string, SubscribeAnswer>> }
  /** The person switched service messages off in WeChat as a whole. */
  | { kind: 'switched_off' }
  /** No such question here, or WeChat refuses to ask it: nothing changed. */
  | { kind: 'unavailable' }

/** WeChat's own consent pop-up, needed before an API that touches personal data (wechat.md 4.3). */
export interface PrivacyRequest {
  /** `buttonId` is the id of the button with open-type agreePrivacyAuthorization. */
  agree: (buttonId: string) => void
  decline: () => void
}

/** A member code that another window of this machine shows now (h5 only). */
export interface ShownCode {
  code: string
  name: string
}

export interface Brightness {
  /** False when the phone did not allow it: the page then asks to raise it by hand. */
  raised: boolean
  restore: () => void
}

export type Capability = 'brightness' | 'camera' | 'subscribe' | 'album' | 'phone_number' | 'clipboard'

/** What the person can do instead when the phone lacks or refuses something. */
export const FALLBACKS: Record<Capability, string> = {
  brightness: '无法自动调亮屏幕,请手动调亮后出示',
  camera: '无法使用相机,可输入或粘贴会员码,或按手机号查找',
  subscribe: '未开启提醒,消息都会放在「我的 · 消息」',
  album: '未允许保存到相册,可长按图片保存',
  phone_number: '未绑定手机号,不影响购买和使用,以后可在「我的」中绑定',
  clipboard: '无法复制,请手动抄写编号',
}
