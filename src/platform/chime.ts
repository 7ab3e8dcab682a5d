const CHIME_HERTZ = [880, 1318]

/** Two short rising tones. */
export function playChime(audio: AudioContext): void {
  CHIME_HERTZ.forEach((hertz, index) => {
    const oscillator = audio.createOscillator()
    const gain = audio.createGain()
    const start = audio.currentTime + index * 0.12
    oscillator.frequency.value = hertz
    gain.gain.setValueAtTime(0.12, start)
    gain.gain.exponentialRampToValueAtTime(0.001, start + 0.18)
    oscillator.connect(gain)
    gain.connect(audio.destination)
    oscillator.start(start)
    oscillator.stop(start + 0.2)
  })
  setTimeout(() => void audio.close(), 1000)
}
