import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type PropsWithChildren,
} from 'react'
import { lawName } from '../draft/laws'
import type { Problem } from '../draft/problems'
import './found.scss'

interface Findings {
  problems: readonly Problem[]
  /** Paths of the things on the page that say what was found in them. */
  places: readonly string[]
  claim: (place: string) => () => void
}

const Found = createContext<Findings>({ problems: [], places: [], claim: () => () => undefined })
const At = createContext('')

/** What a check found in the fields inside: each is said once, at the deepest of them that is open. */
export function FindingsIn({ problems, children }: PropsWithChildren<{ problems: readonly Problem[] }>) {
  const [places, setPlaces] = useState<readonly string[]>([])
  const claim = useCallback((place: string) => {
    setPlaces((before) => [...before, place])
    return () =>
      setPlaces((before) => {
        const at = before.indexOf(place)
        return before.filter((_, index) => index !== at)
      })
  }, [])
  const findings = useMemo(() => ({ problems, places, claim }), [problems, places, claim])
  return <Found.Provider value={findings}>{children}</Found.Provider>
}

/** The fields inside are those of the thing at this path, from where the scope around it stands. */
export function FieldsAt({ path, children }: PropsWithChildren<{ path: string }>) {
  return <At.Provider value={joined(useContext(At), path)}>{children}</At.Provider>
}

/**
 * What was found at a field, or in the thing that is all around where there is no path, and isn't
 * said further inside.
 */
export function FoundAt({ path = '' }: { path?: string }) {
  const { problems, places, claim } = useContext(Found)
  const place = joined(useContext(At), path)
  const inside = problems.filter((one) => isIn(one.path, place))
  const isHere = place !== '' && inside.length > 0
  useEffect(() => (isHere ? claim(place) : undefined), [isHere, place, claim])
  const said = inside.filter((one) => deepest(places, one.path) === place)
  return <View>{said.length > 0 ? <Sentences problems={said} /> : null}</View>
}

/** What was found and has no field that is open: it stands above all of them. */
export function FoundElsewhere() {
  const { problems, places } = useContext(Found)
  const said = problems.filter(({ path }) => deepest(places, path) === null)
  return <View>{said.length > 0 ? <Sentences problems={said} /> : null}</View>
}

export function Sentences({ problems }: { problems: readonly Problem[] }) {
  return (
    <View className="found" ariaRole="alert">
      {problems.map(({ path, code, sentence, law }) => (
        <View key={`${path} ${code} ${sentence}`}>
          <View>{sentence}</View>
          {law ? <View className="found__law">{lawName(law)}</View> : null}
        </View>
      ))}
    </View>
  )
}

/** Where a page is opened for a field in which something was found: goes there, once, as it opens. */
export function useLedToFound(isLed: boolean): void {
  const [wasLed] = useState(isLed)
  useEffect(() => {
    if (wasLed) showFirstFound()
  }, [wasLed])
}

/** Where the platform can't go there, it is marked on the page all the same. */
export function showFirstFound(): void {
  Taro.nextTick(() => void Taro.pageScrollTo({ selector: '.found', duration: 200 }).catch(() => undefined))
}

function joined(scope: string, path: string): string {
  return scope && path ? `${scope}.${path}` : scope || path
}

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`)
}

function deepest(places: readonly string[], path: string): string | null {
  return places
    .filter((place) => isIn(path, place))
    .reduce<string | null>(
      (best, place) => (best === null || place.length > best.length ? place : best),
      null,
    )
}
