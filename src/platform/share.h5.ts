/** Outside WeChat there is no share panel: pages show no share button. */
export const canShare = false
