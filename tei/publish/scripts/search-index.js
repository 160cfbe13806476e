// The indexes of the search as one: Pagefind has one for each language, a large one in parts, and this asks them all.

// What is no letter and no number in a word; the sign that an id begins with is none of it.
const signs = (word) => word.replace(/^=|[\p{L}\p{M}\p{N}\s]/gu, "");

// A document that was found: ids in its leaf say where it is, how words are written, and where paragraphs begin.
export function read(data) {
  // Words of scripts without spaces are divided by a sign of no width.
  const isDivided = data.raw_content.includes("\u200B");
  const tokens = isDivided
    ? data.raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">").split("\u200B")
    : data.content.split(/\s+/);
  const anchors = [];
  const joined = new Set();
  let shown = {};
  for (const { id, location: at, text } of data.anchors) {
    if (id.startsWith("{")) {
      shown = JSON.parse(decodeURIComponent(id));
    } else if (id === "+") {
      joined.add(at);
    } else if (!id.startsWith("=")) {
      anchors.push({ id, start: at });
    } else if (text && tokens[at]?.trim().startsWith(text)) {
      tokens[at] = tokens[at].replace(text, () => id.slice(1));
    } else if (!text && tokens[at] && signs(tokens[at]) === signs(id)) {
      // Of a word with a sign that markup has, Pagefind does not tell how it is written here.
      tokens[at] = id.slice(1);
    }
  }
  const between = (at) => (isDivided || joined.has(at) ? "" : " ");
  return { tokens, anchors, shown, between };
}

// Opens the indexes in *folder* for a page whose language is *language*. *letters* are those that the index has as plain
// ones, *eliding* the languages with words before an apostrophe; of the filters *single* a document has one value.
export async function open({ root, folder, language, letters, eliding, single }) {
  const folded = (text) => [...text.normalize("NFC")].map((letter) => letters.get(letter) ?? letter).join("");

  // Words are compared in the forms of their language, and the module holds the program of one: each language has a
  // module of its own. The only way to tell it the language, and the part, is that of the page, which it reads at once.
  function instance(module, tag) {
    document.documentElement.lang = tag;
    try {
      return module.createInstance({ baseUrl: root.pathname, metaCacheTag: opened });
    } finally {
      document.documentElement.lang = language;
    }
  }

  // Opens the parts of the index of a language. The first one brings the program: were they opened all at once, each
  // would, and what one holds would be lost with the program of another.
  async function parts(name, tags) {
    const address = new URL("pagefind.js", folder);
    address.search = name;
    const module = await import(address.href);
    const [first, ...others] = tags;
    const one = await part(module, name, first);
    return [one, ...(await Promise.all(others.map((tag) => part(module, name, tag))))];
  }

  async function part(module, name, tag) {
    const pagefind = instance(module, tag);
    return { language: name, pagefind, totals: await pagefind.filters(), known: new Map() };
  }

  // Adds up the counts of several indexes: filter, value, number of documents.
  function merged(counts) {
    const sum = {};
    for (const [name, values] of counts.flatMap((one) => Object.entries(one))) {
      sum[name] ??= {};
      for (const [value, count] of Object.entries(values)) {
        sum[name][value] = (sum[name][value] ?? 0) + count;
      }
    }
    return sum;
  }

  // Pagefind leaves out a word that an index does not have, or takes the longest word that it begins with: “o” for
  // “orchid”. Here all words must occur, and where one does not, the index has nothing.
  async function answer(one, folded_, options) {
    const query = eliding.has(one.language) ? divided(folded_) : folded_;
    const isPhrase = /^".+"$/.test(query);
    const known = isPhrase || (await Promise.all(pieces(query, one.language).map((word) => knows(one, word)))).every(Boolean);
    return known ? one.pagefind.search(query || null, options) : { results: [], filters: {} };
  }

  // As in the index, “l’œuvre” is two words where that is French. The article alone would be the beginning of many.
  function divided(query) {
    const words_ = query.startsWith('"') ? query : query.replace(/(?<!\p{L})\p{L}{1,2}['’](?=\p{L})/gu, "");
    return words_.replace(/(\p{L}['’])(?=\p{L})/gu, "$1 ");
  }

  function pieces(query, tag) {
    const isJoined = /^(zh|ja|th)$/.test(tag) && Intl.Segmenter;
    const words_ = isJoined
      ? [...new Intl.Segmenter(tag, { granularity: "word" }).segment(query)].map((one) => one.segment)
      : query.split(/\s+/);
    return words_.filter(plain);
  }

  function knows(one, word) {
    if (!one.known.has(word)) {
      one.known.set(word, isKnown(one.pagefind, word));
    }
    return one.known.get(word);
  }

  // A word is known in one of its forms, or as the beginning of another.
  async function isKnown(pagefind, word) {
    const exact = await pagefind.search(`"${word.replaceAll('"', "")}"`);
    if (exact.results.length) {
      return true;
    }
    const [first] = (await pagefind.search(word)).results;
    if (!first) {
      return false;
    }
    const data = await first.data();
    const { tokens } = read(data);
    const found = data.locations.length ? tokens[data.locations[0]] : data.meta.title;
    return plain(found).includes(plain(word));
  }

  // Letters and digits alone, as they are compared.
  function plain(text) {
    return folded(text).normalize("NFD").replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
  }

  async function ask(query, wanted) {
    const options = { filters: {} };
    for (const [name, values] of Object.entries(wanted)) {
      options.filters[name] = single.has(name) ? { any: values } : values;
    }
    const answers = await Promise.all(indexes.map((one) => answer(one, folded(query), options)));
    return {
      results: answers.flatMap((one) => one.results).sort((one, other) => other.score - one.score),
      counts: merged(answers.map((one) => one.filters)),
    };
  }

  // Of a filter that a document has once, what else could be chosen is counted as if nothing of it were.
  async function counted(query, wanted, answer) {
    const counts = { ...answer.counts };
    for (const name of Object.keys(wanted).filter((one) => single.has(one))) {
      const { [name]: _, ...others } = wanted;
      counts[name] = (await ask(query, others)).counts[name];
    }
    return counts;
  }

  const answer_ = await fetch(new URL("pagefind-entry.json", folder), { cache: "no-cache" });
  if (!answer_.ok) {
    throw new Error(`${answer_.status}`);
  }
  // Of each index the module asks for the entry again: so it is the same address, and loaded once.
  const opened = `${Date.now()}`;
  // A part has the tag of its language and, if there are several, its number behind it: “en-x-3”.
  const languages = new Map();
  for (const tag of Object.keys((await answer_.json()).languages)) {
    const [name] = tag.split("-");
    languages.set(name, [...(languages.get(name) ?? []), tag]);
  }
  const indexes = (await Promise.all([...languages].map(([name, tags]) => parts(name, tags)))).flat();
  const totals = merged(indexes.map((one) => one.totals));
  return { totals, ask, counted };
}
