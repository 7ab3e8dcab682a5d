import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { HttpProblem } from './http'

/** Somebody who can be acted as on this machine. */
export interface Person {
  id: string
  name: string
  /** What the switcher says of them. */
  role: string
  side: 'shopper' | 'staff'
  /** Who they are for WeChat in this mini-program. */
  openid: string
  phone: string | null
}

export interface People {
  list(): readonly Person[]
  /** Throws PERSON_UNKNOWN. */
  get(id: string): Person
  /** Creates a person, or changes name, role, side and phone of an existing one: the openid stays. */
  put(person: {
    id?: string
    name: string
    role?: string
    side?: Person['side']
    phone?: string | null
  }): Person
}

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/

/** @param file where people outlive a restart; absent: only in memory */
export function createPeople(file?: string): People {
  const people = new Map<string, Person>()
  if (file && existsSync(file)) {
    for (const person of JSON.parse(readFileSync(file, 'utf8')) as Person[]) people.set(person.id, person)
  }

  function store(): void {
    if (!file) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, `${JSON.stringify([...people.values()], null, 2)}\n`)
    renameSync(`${file}.new`, file)
  }

  return {
    list: () => [...people.values()],
    get(id) {
      const person = people.get(id)
      if (!person) throw new HttpProblem(400, 'PERSON_UNKNOWN', `nobody is called "${id}" here`)
      return person
    },
    put({ id, name, role, side, phone }) {
      const key = id ?? `guest-${randomBytes(4).toString('hex')}`
      if (!ID.test(key)) throw new HttpProblem(400, 'FIELD_INVALID', '"id" takes a-z, 0-9 and -')
      const before = people.get(key)
      const person: Person = {
        id: key,
        name,
        role: role ?? before?.role ?? '',
        side: side ?? before?.side ?? 'shopper',
        openid: before?.openid ?? newOpenid(),
        phone: phone === undefined ? (before?.phone ?? null) : phone,
      }
      people.set(key, person)
      store()
      return person
    },
  }
}

/** 28 characters beginning with `o`, as WeChat's are. */
function newOpenid(): string {
  return `o${randomBytes(20).toString('base64url')}`
}
