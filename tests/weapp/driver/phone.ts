/** What a test sees of the phone, and what it may decide for the person who holds it. */

export interface Modal {
  readonly title: string
  readonly content: string
  readonly showCancel: boolean
  readonly confirmText: string
  readonly cancelText: string
}

export interface Device {
  baseLibrary: string
  platform: 'ios' | 'android' | 'devtools'
  width: number
  height: number
  pixelRatio: number
  /** WeChat's text size, 16 is the standard. */
  fontSize: number
  safeAreaBottom: number
}

export interface Refusal {
  errMsg: string
  errno?: number
}

/** What the person does in WeChat's cashier. */
export type PaymentChoice = 'ok' | 'cancel' | 'fail'

const DEVICE: Device = {
  baseLibrary: '3.8.10',
  platform: 'ios',
  width: 390,
  height: 844,
  pixelRatio: 3,
  fontSize: 16,
  safeAreaBottom: 34,
}

export class Phone {
  readonly device: Device
  readonly storage: Map<string, unknown>
  /** Every call of a WeChat API, in order. */
  readonly calls: { api: string; options: Record<string, unknown> }[] = []
  readonly toasts: string[] = []
  readonly vibrations: string[] = []
  loading: string | null = null
  modal: Modal | null = null
  actionSheet: readonly string[] | null = null
  title = ''
  brightness = 0.4
  awake = false
  clipboard = ''
  /** Texts of the files that the mini-program wrote, by path. */
  readonly files = new Map<string, string>()
  chimes = 0
  hiddenOnCapture = false
  network: 'wifi' | 'none' = 'wifi'
  /** `asks`: WeChat asks for consent when an API first needs it; `undeclared`: the guide lacks it. */
  privacy: 'agreed' | 'asks' | 'undeclared'
  /** Id of the consent button that was tapped last. */
  agreedWith: string | null = null
  /** The update manager was told to restart with the new release. */
  applied = false
  /** A tap is being handled: some APIs can be called only then. */
  inTap = false
  /** What the person chooses for a template that is asked for; the others are accepted. */
  readonly subscriptions = new Map<string, 'accept' | 'reject' | 'ban' | 'filter'>()
  /** What was given to share buttons. */
  readonly shares: unknown[] = []
  private readonly refusals = new Map<string, Refusal>()
  private readonly listeners = new Map<string, Set<(event: unknown) => void>>()
  private answerModal: ((confirm: boolean) => void) | null = null
  private answerSheet: ((index: number | null) => void) | null = null

  constructor({
    device = {},
    storage = new Map(),
    privacy = 'agreed',
  }: {
    device?: Partial<Device>
    storage?: Map<string, unknown>
    privacy?: Phone['privacy']
  }) {
    this.device = { ...DEVICE, ...device }
    this.storage = storage
    this.privacy = privacy
  }

  /** From now on this API fails, as when the person or the phone's settings say no. */
  refuse(api: string, refusal: Refusal = { errMsg: 'fail auth deny' }): void {
    this.refusals.set(api, refusal)
  }

  allow(api: string): void {
    this.refusals.delete(api)
  }

  refusalOf(api: string): Refusal | undefined {
    return this.refusals.get(api)
  }

  /** The calls of one API. */
  callsOf(api: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.api === api).map(({ options }) => options)
  }

  showModal(modal: Modal, answer: (confirm: boolean) => void): void {
    if (this.modal) throw new Error(`a modal is already open: ${this.modal.title}`)
    this.modal = modal
    this.answerModal = answer
  }

  /** Answers the modal that is open. */
  answer(choice: 'confirm' | 'cancel'): void {
    const { modal, answerModal } = this
    if (!modal || !answerModal) throw new Error('no modal is open')
    if (choice === 'cancel' && !modal.showCancel) throw new Error(`"${modal.title}" cannot be cancelled`)
    this.modal = null
    this.answerModal = null
    answerModal(choice === 'confirm')
  }

  showSheet(items: readonly string[], answer: (index: number | null) => void): void {
    this.actionSheet = items
    this.answerSheet = answer
  }

  /** Taps an item of WeChat's action sheet; null dismisses it. */
  choose(item: string | null): void {
    const { actionSheet, answerSheet } = this
    if (!actionSheet || !answerSheet) throw new Error('no action sheet is open')
    const index = item === null ? -1 : actionSheet.indexOf(item)
    if (item !== null && index < 0) throw new Error(`the sheet has no "${item}": ${actionSheet.join(', ')}`)
    this.actionSheet = null
    this.answerSheet = null
    answerSheet(item === null ? null : index)
  }

  on(event: string, listener: (event: unknown) => void): void {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set())
    this.listeners.get(event)?.add(listener)
  }

  off(event: string, listener?: (event: unknown) => void): void {
    if (listener) this.listeners.get(event)?.delete(listener)
    else this.listeners.delete(event)
  }

  /** Something happens on the phone: `network`, `capture`, `update-ready`, `theme` … */
  emit(event: string, value: unknown = {}): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(value)
  }

  listens(event: string): boolean {
    return (this.listeners.get(event)?.size ?? 0) > 0
  }

  goOffline(): void {
    this.network = 'none'
    this.emit('network', { isConnected: false, networkType: 'none' })
  }

  goOnline(): void {
    this.network = 'wifi'
    this.emit('network', { isConnected: true, networkType: 'wifi' })
  }
}
