// The search in the header: Pagefind over the records that a build made. Whatever a record holds reaches the page as text.
const AT_ONCE = 8 // results that are shown before "More"
const PASSAGES = 2 // of one page
const PAUSE = 120 // milliseconds after the last key
const BEFORE = 60 // characters of a passage before the first word that matched
const SHOWN = 220 // characters of a passage in all
const root = new URL("../", import.meta.url)
const box = document.querySelector("[data-search]")
const form = box.querySelector("form")
const input = form.elements.query
const list = box.querySelector("ol")
const line = box.querySelector("[role=status]")
const more = box.querySelector(".search__more button")
const filters = box.querySelector(".search__filters")
const toggle = document.getElementById("__search")
const FACETS = ["topics", "outlets", "people"] // in the order of a record's row, after its day
const LETTERS = 2 // of a word, by which names are filed

// Scripts without spaces between words, as in digest/publish/search/spacing.py: a letter of theirs is a word to the index.
const SCRIPTS =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf" +
  "\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}"
const UNSPACED = new RegExp(`^[${SCRIPTS}]`, "u")
const WORD = new RegExp(`(?:(?=[${SCRIPTS}])[\\p{L}\\p{M}\\p{N}])+|(?:(?![${SCRIPTS}])[\\p{L}\\p{N}])+`, "gu")
const LETTER = new RegExp(`(?=[${SCRIPTS}])[\\p{L}\\p{N}](?:(?=[${SCRIPTS}])\\p{M})*`, "gu")

const words = (text) => fold(text).match(WORD) ?? []
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFC")
const spaced = (text) => text.normalize("NFC").replace(LETTER, " $& ").trim()
// A query of one word in such a script is looked up as a phrase: its letters must follow one another. Pagefind loses
// phrases of letters that stand elsewhere with other marks, so in Thai and its neighbours pages are read to tell.
const MARKED = /[\u0e00-\u17ff]/u
const sought = (query) => {
  const phrase = words(query).length === 1 && UNSPACED.test(query) && !MARKED.test(query)
  return phrase ? `"${spaced(query)}"` : spaced(query)
}
const fetched = async (path) => (await fetch(new URL(`search/${path}`, root))).json()
const once = (load) => {
  let made
  return () => (made ??= load())
}

const index = once(() => fetched("index.json"))
const names = once(() => fetched("names.json"))
const facets = once(async () => Promise.all((await index()).bundles.map((name) => fetched(`${name}/facets.json`))))
const engine = once(async () => {
  const [first, ...others] = (await index()).bundles
  if (!first) return null
  const address = (name) => new URL(`search/${name}/`, root).pathname
  const pagefind = await import(`${address(first)}pagefind.js`)
  const language = document.documentElement.lang
  await pagefind.options({ basePath: address(first), baseUrl: "/" })
  await pagefind.init(language)
  await Promise.all(others.map((name) => pagefind.mergeIndex(address(name), { language, baseUrl: "/" })))
  return pagefind
})

// Names of people, outlets and topics stand in files by the first letters of their words, numbered by FNV-1a.
const shelves = new Map()
async function shelf(word) {
  const key = [...word].slice(0, UNSPACED.test(word) ? 1 : LETTERS)
  const hash = key.reduce((made, sign) => Math.imul(made ^ sign.codePointAt(0), 16777619) >>> 0, 2166136261)
  const place = hash % (await index()).names
  if (!shelves.has(place)) shelves.set(place, fetched(`names/${place}.json`))
  return shelves.get(place)
}

// Names that hold each word of the query, as results: those that have them all in the name itself, and the others.
async function named(query) {
  const all = words(query)
  if (!all.length) return [[], []]
  const rows = await shelf(all.reduce((longest, word) => (word.length > longest.length ? word : longest)))
  const fits = (text) => all.every((word) => within(text, word))
  const found = rows.filter(([, title, , more]) => fits(`${title} ${more}`)).map(result)
  found.sort((a, b) => a.title.length - b.title.length || (a.title < b.title ? -1 : 1))
  return [found.filter((one) => fits(one.title)), found.filter((one) => !fits(one.title))]
}

// A row of a file of names in the shape of Pagefind's results, which double a backtick.
const marked = (text) => text.replaceAll("`", "``")
const result = ([url, title, note, more]) => ({
  title,
  data: async () => ({ url, meta: { title: marked(title), note }, content: marked(more), anchors: [], sub_results: [] }),
})

// What is chosen among the filters, as a test of a record's row of facets.
async function chosen() {
  const { from, to } = form.elements
  const wanted = FACETS.map((field) => form.elements[field].value)
  if (!wanted.some(Boolean) && !from.value && !to.value) return null
  const rows = new Map()
  for (const table of await facets()) {
    const codes = FACETS.map((field, place) => wanted[place] && table[field].indexOf(wanted[place]))
    for (const [id, [day, ...has]] of Object.entries(table.records)) {
      const fits = codes.every((code, place) => code === "" || has[place].includes(code))
      const dated = (!from.value || day >= from.value) && (!to.value || (day !== "" && day <= to.value))
      if (fits && dated) rows.set(id, day)
    }
  }
  return rows
}

// The results of a query, best first, names before stories; with filters, which are for stories alone, and no query all
// that they leave, the latest first.
async function results(query) {
  const rows = await chosen()
  if (!query && !rows) return []
  const [first, last] = rows ? [[], []] : await named(query)
  return [...first, ...(await stories(query, rows)), ...last]
}

async function stories(query, rows) {
  const pagefind = await engine()
  if (!pagefind) return []
  const found = (await pagefind.search(query ? sought(query) : null)).results
  const kept = rows ? found.filter((one) => rows.has(one.id)) : found
  if (!query) kept.sort((a, b) => rows.get(b.id).localeCompare(rows.get(a.id)))
  return kept
}

// Pagefind shortens a word that it does not know until something fits. A page fits when each word of the query begins
// one of its own, or has the beginning of one in common; in a script without spaces, when it stands in the page.
const stem = (word) => (word.length > 4 ? word.slice(0, Math.max(4, word.length - 3)) : word)
const within = (text, word) =>
  UNSPACED.test(word) ? fold(text).includes(word) : words(text).some((one) => one.startsWith(stem(word)))
const holds = (data, word) => within(`${whole(data.meta.title)} ${whole(data.content)}`, word)

// The index's own words: each with its text, and whether it is joined to the next (a backtick; the text's own are doubled).
const pieces = (text) =>
  text.split(/\s+/).map((word) => ({
    text: word.replace(/`(`?)/g, "$1"),
    joined: /`*$/.exec(word)[0].length % 2 === 1,
  }))
const said = (some) => some.map(({ text, joined }) => text + (joined ? "" : " ")).join("").trim()
const whole = (text) => said(pieces(text))

// The words of a query that none of the first results holds.
async function unknown(query, found) {
  const first = await Promise.all(found.slice(0, AT_ONCE).map((one) => one.data()))
  return words(query).filter((word) => word.length > 3 && !first.some((data) => holds(data, word)))
}

// The query with each unknown word in the nearest spelling that a name has, or null.
async function respelt(query, missing) {
  if (!missing.length) return null
  const spellings = new Map()
  for (const name of await names()) {
    for (const word of name.match(/[\p{L}\p{N}]+/gu) ?? []) spellings.set(fold(word), word)
  }
  let changed = query
  for (const word of missing) {
    const near = [...spellings.keys()]
      .map((one) => [distance(word, one), one])
      .filter(([far]) => far <= (word.length > 7 ? 2 : 1))
      .sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1))
    if (near.length) changed = changed.replace(pattern(word, changed), spellings.get(near[0][1]))
  }
  return changed === query ? null : changed
}

// The word as the query writes it, accents and capitals included.
const pattern = (word, query) => (query.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).find((one) => fold(one) === word) ?? word

// Edits between two words, a swap of neighbours being one (optimal string alignment).
function distance(a, b) {
  if (Math.abs(a.length - b.length) > 2) return 3
  let [before, last] = [[], [...Array(b.length + 1).keys()]]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    ;[before, last] = [last, row]
  }
  return last[b.length]
}

function element(tag, name, ...children) {
  const made = document.createElement(tag)
  if (name) made.className = name
  made.append(...children)
  return made
}

// Where a passage stands among the words of a page: after its heading, up to the next one.
function bounds(data, { anchor }, all) {
  const later = data.anchors.map((one) => one.location).filter((location) => location > anchor.location)
  return [anchor.location + anchor.text.split(/\s+/).length, Math.min(all.length, ...later)]
}

// The words of a passage around the first that matched, as text; those that matched are marked.
function excerpt(data, part) {
  const all = pieces(data.content)
  const [from, until] = bounds(data, part, all)
  const hits = new Set(part.locations.filter((place) => place >= from && place < until))
  let [begin, length] = [hits.size ? Math.min(...hits) : from, 0]
  while (begin > from && length < BEFORE) length += all[--begin].text.length + 1
  const shown = [begin > from ? "… " : ""]
  let place = begin
  for (length = 0; place < until && length < SHOWN; place++) {
    const { text, joined } = all[place]
    length += text.length + 1
    const mark = shown.at(-1)
    if (!hits.has(place)) shown.push(text)
    else if (mark.tagName) mark.append(text)
    else shown.push(element("mark", "", text))
    if (!joined) shown.push(" ")
  }
  return place < until ? [...shown, "…"] : shown
}

function link(address, name, ...children) {
  const made = element("a", name, ...children)
  made.href = new URL(address.replace(/^\/+/, ""), root)
  return made
}

// The passages of a page that hold most words of the query, then the first.
function telling(data) {
  const parts = data.sub_results.filter((part) => part.anchor)
  const all = pieces(data.content)
  const texts = new Map(parts.map((part) => [part, said(all.slice(part.anchor.location, bounds(data, part, all)[1]))]))
  const held = (part) => asked.filter((word) => within(texts.get(part), word)).length
  return parts.sort((a, b) => held(b) - held(a)).slice(0, PASSAGES)
}

// A page, with the sentences and quotes in it that matched.
function entry(data) {
  const item = element("li", "md-search-result__item")
  const title = element("h2", "search__title", whole(data.meta.title))
  title.dir = "auto"
  item.append(link(data.url, "md-search-result__link", title, element("span", "search__who", data.meta.note ?? "")))
  for (const part of telling(data)) {
    const text = element("span", "search__text", ...excerpt(data, part))
    text.dir = "auto"
    item.append(link(part.url, "md-search-result__link search__passage", element("span", "search__who", whole(part.title)), text))
  }
  return item
}

let turn = 0 // of queries: an answer that comes late is dropped
let waiting = [] // results that are not shown yet
let asked = [] // words of the query

async function show() {
  const mine = ++turn
  const query = input.value.trim()
  line.textContent = line.dataset.wait
  try {
    let found = await results(query)
    let note = ""
    const other = query && (await respelt(query, await unknown(query, found)))
    const better = other ? await results(other) : []
    if (better.length) [found, note] = [better, line.dataset.instead.replace("#", () => query) + other + " · "]
    if (mine !== turn) return
    asked = words(note ? other : query)
    waiting = found
    list.replaceChildren()
    await add(mine)
    line.textContent = note + counted(query, found.length)
  } catch (error) {
    line.textContent = line.dataset.broken
    throw error
  }
}

function counted(query, found) {
  const shown = list.children.length
  if (waiting.length) return line.dataset.about.replace("#", found)
  if (shown) return shown === 1 ? line.dataset.one : line.dataset.other.replace("#", shown)
  return query ? line.dataset.none : line.dataset.idle
}

async function add(mine) {
  const pages = []
  while (waiting.length && pages.length < AT_ONCE) {
    const loaded = await Promise.all(waiting.slice(0, AT_ONCE).map((one) => one.data()))
    if (mine !== turn) return
    waiting = waiting.slice(AT_ONCE)
    pages.push(...loaded.filter((data) => asked.every((word) => holds(data, word))))
  }
  list.append(...pages.map(entry))
  more.hidden = !waiting.length
}

async function offer() {
  const tables = await facets()
  for (const field of FACETS) {
    const values = [...new Set(tables.flatMap((table) => table[field]))].sort((a, b) => a.localeCompare(b))
    form.elements[field].append(...values.map((value) => new Option(value, value)))
    form.elements[field].closest("label").hidden = !values.length
  }
}

function open(yes) {
  toggle.checked = yes
  if (yes) input.focus()
  else input.blur()
}

function move(step) {
  const links = [...box.querySelectorAll(".md-search-result__link")]
  const next = links.indexOf(document.activeElement) + step
  if (next < 0) input.focus()
  else links[Math.min(next, links.length - 1)]?.focus()
}

let pause
filters.hidden = false
filters.addEventListener("toggle", once(offer))
line.textContent = line.dataset.idle
input.addEventListener("focus", () => {
  toggle.checked = true
  engine().catch(() => (line.textContent = line.dataset.broken))
})
box.addEventListener("input", () => {
  clearTimeout(pause)
  pause = setTimeout(show, PAUSE)
})
form.addEventListener("reset", () => setTimeout(show))
form.addEventListener("submit", (event) => {
  event.preventDefault()
  box.querySelector(".md-search-result__link")?.click()
})
more.addEventListener("click", () => add(turn))
list.addEventListener("click", () => (toggle.checked = false))
toggle.addEventListener("change", () => open(toggle.checked))
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select") || event.target.isContentEditable
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (!toggle.checked) {
    if (typing || !["/", "f", "s"].includes(event.key)) return
    open(true)
    event.preventDefault()
  } else if (event.key === "Escape") open(false)
  else if (step && event.target.tagName !== "SELECT") {
    move(step)
    event.preventDefault()
  }
})
