/**
 * Makes `new Date()`, `Date()` and `Date.now()` of one realm show another time than the machine's, so
 * that product code follows the test clock without knowing of it. Dates made from a value stay
 * what they are. Returns what puts the realm's own Date back.
 * @param now epoch ms, asked at each use; it must not ask the overridden Date
 */
export function overrideDate(realm: { Date: DateConstructor }, now: () => number): () => void {
  const Real = realm.Date
  const Shifted = new Proxy(Real, {
    construct(target, values: unknown[], newTarget) {
      const given = values.length === 0 ? [now()] : values
      return Reflect.construct(target, given, newTarget as unknown as typeof target) as object
    },
    apply: () => new Real(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  })
  realm.Date = Shifted
  Real.prototype.constructor = Shifted
  return () => {
    realm.Date = Real
    Real.prototype.constructor = Real
  }
}
