/**
 * Makes `new Date()`, `Date()` and `Date.now()` of one realm run ahead or behind by an offset, so
 * that product code follows the test clock without knowing of it. Dates made from a value stay
 * what they are. Returns what puts the realm's own Date back.
 * @param offset milliseconds to add, asked at each use
 */
export function overrideDate(realm: { Date: DateConstructor }, offset: () => number): () => void {
  const Real = realm.Date
  const now = (): number => Math.round(Real.now() + offset())
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
