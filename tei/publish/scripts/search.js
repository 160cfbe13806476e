// The page of the search: asks Pagefind's indexes, one a language, and shows what they find. The address has all that
// was asked for, so that it can be kept, sent and gone back to.
(() => {
  "use strict";

  const script = document.currentScript.src;
  const form = document.getElementById("search:form");
  const words = document.getElementById("search:words");
  const status = document.getElementById("search:status");
  const list = document.getElementById("search:results");
  const more = document.getElementById("search:more");
  const panel = document.getElementById("search:filters");
  const chosen = document.getElementById("search:chosen");
  const clear = document.getElementById("search:clear");

  // What lies on a disk may not be fetched: the page says so, and is left as it is.
  if (location.protocol === "file:") {
    words.disabled = true;
    form.querySelector("button").disabled = true;
    return;
  }

  const ON_A_PAGE = 20;
  const PASSAGES = 3;
  const WORDS_AROUND = 30;
  const WORDS_BEFORE = 8;
  const VALUES = 8;
  // Of these a document has one; of the others it may have several, and is to have all that are chosen.
  const SINGLE = new Set(["year", "archive"]);

  const told = JSON.parse(form.dataset.told);
  const letters = new Map(Object.entries(JSON.parse(form.dataset.letters)));
  const eliding = new Set(form.dataset.eliding.split(" "));
  const filters = form.dataset.filters.split(" ");
  const root = new URL(form.dataset.root, location.href);
  const folder = new URL(form.dataset.index, location.href);
  const language = document.documentElement.lang;
  const title = document.title;
  const number = new Intl.NumberFormat(language);
  const collator = new Intl.Collator(language, { numeric: true });
  const fieldsets = new Map();

  const say = (key, parts = {}) => told[key].replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);

  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value) {
        made.setAttribute(key, value === true ? "" : value);
      }
    }
    made.append(...content);
    return made;
  }

  // The index --------------------------------------------------------------------------------------------------------

  let loading = null;
  let read = null;

  async function load() {
    const module = await import(new URL("search-index.js", script).href);
    const index = await module.open({ root, folder, language, letters, eliding, single: SINGLE });
    read = module.read;
    offer(index.totals);
    return index;
  }

  function loaded() {
    loading ??= load().catch((fault) => {
      loading = null;
      throw fault;
    });
    return loading;
  }

  // What was asked for: the address is the one place where it is kept --------------------------------------------------

  function asked() {
    const parameters = new URLSearchParams(location.search);
    const wanted = {};
    for (const name of filters) {
      const known = fieldsets.get(name)?.values ?? new Map();
      const values = parameters.getAll(name).filter((key) => known.has(key));
      // What the edition does not have cannot be ticked, and is not looked for.
      if (values.length) {
        wanted[name] = values.map((key) => known.get(key).value);
      }
    }
    return { query: (parameters.get("q") ?? "").trim(), wanted };
  }

  function go() {
    const parameters = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) {
        parameters.append(name, value.trim());
      }
    }
    const address = new URL(location.href);
    address.search = parameters.toString();
    address.hash = "";
    if (address.href !== location.href) {
      history.pushState(null, "", address);
    }
    update();
  }

  let turn = 0;

  async function update() {
    const mine = ++turn;
    list.setAttribute("aria-busy", "true");
    const parameters = new URLSearchParams(location.search);
    words.value = parameters.get("q") ?? "";
    const slow = setTimeout(() => {
      status.textContent = say("loading");
    }, 400);
    try {
      const index = await loaded();
      const { query, wanted } = asked();
      check();
      const isEmpty = query === "" && Object.keys(wanted).length === 0;
      const answer = isEmpty ? null : await index.ask(query, wanted);
      const counts = answer && (await index.counted(query, wanted, answer));
      if (mine === turn) {
        count(counts);
        await show(query, answer ? answer.results : [], answer !== null, mine);
      }
    } catch (fault) {
      if (mine === turn) {
        list.replaceChildren();
        more.parentElement.hidden = true;
        status.textContent = say("failed");
      }
    } finally {
      clearTimeout(slow);
      if (mine === turn) {
        list.setAttribute("aria-busy", "false");
      }
    }
  }

  // Results ----------------------------------------------------------------------------------------------------------

  async function show(query, results, wasAsked, mine) {
    const first = await Promise.all(results.slice(0, ON_A_PAGE).map((one) => one.data()));
    if (mine !== turn) {
      return;
    }
    list.replaceChildren(...first.map(entry));
    document.title = query ? title.replace(/^[^·]*(?=·)/, () => `${say("title", { query })} `) : title;
    status.textContent = !wasAsked
      ? say("start")
      : results.length
        ? say("found", { number: number.format(results.length) })
        : say(query ? "nothing" : "none", { query });
    offerMore(results, mine);
  }

  function offerMore(results, mine) {
    const there = list.children.length;
    more.parentElement.hidden = there >= results.length;
    more.textContent = say("more", { number: number.format(results.length) });
    more.onclick = async () => {
      const next = await Promise.all(results.slice(there, there + ON_A_PAGE).map((one) => one.data()));
      if (mine !== turn) {
        return;
      }
      list.append(...next.map(entry));
      list.children[there].querySelector("a").focus();
      offerMore(results, mine);
    };
  }

  // A document: ids in its leaf say where it is, how words are written, and where paragraphs begin.
  function entry(data) {
    const document_ = read(data);
    const { shown } = document_;
    const url = new URL(shown.url, root).href;
    const found = passages(document_, data.weighted_locations);
    const best = found.toSorted((one, other) => other.score - one.score).slice(0, PASSAGES);
    const lines = best.sort((one, other) => one.start - other.start).map((one) => line(document_, one, url));
    const content = element("div", { class: "entry-words" });
    content.append(element("a", { class: "entry-title", href: url, lang: other(shown.titleLanguage), dir: "auto" }, shown.title));
    if (lines.length) {
      content.append(element("ul", { class: "passages", lang: other(shown.language) }, ...lines));
    }
    if (found.length > best.length) {
      content.append(element("p", {}, say("passages", { number: number.format(found.length - best.length) })));
    }
    if (shown.source) {
      content.append(element("p", { class: "entry-source" }, shown.source));
    }
    return element("li", {}, element("span", { class: "entry-date" }, shown.date), content);
  }

  const other = (tag) => (tag && tag !== language ? tag : "");

  // What was found, paragraph by paragraph.
  function passages({ tokens, anchors }, locations) {
    const found = new Map();
    for (const { location: at, balanced_score: score } of locations) {
      const place = anchors.findLastIndex((one) => one.start <= at);
      const passage = found.get(place) ?? {
        anchor: anchors[place]?.id ?? "",
        start: anchors[place]?.start ?? 0,
        end: anchors[place + 1]?.start ?? tokens.length,
        hits: new Set(),
        score: 0,
      };
      passage.hits.add(at);
      passage.score += score;
      found.set(place, passage);
    }
    return [...found.values()];
  }

  function line({ tokens, between }, { anchor, start, end, hits }, url) {
    const around = (at) => [...hits].filter((one) => one >= at && one < at + WORDS_AROUND - WORDS_BEFORE).length;
    const densest = [...hits].reduce((best, at) => (around(at) > around(best) ? at : best));
    const from = end - start <= WORDS_AROUND ? start : Math.max(start, Math.min(densest - WORDS_BEFORE, end - WORDS_AROUND));
    const to = Math.min(end, from + WORDS_AROUND);
    const link = element("a", { href: `${url}${anchor && `#${encodeURIComponent(anchor)}`}` });
    if (from > start) {
      link.append("… ");
    }
    for (let at = from; at < to; at += 1) {
      link.append(...(hits.has(at) ? marked(tokens[at]) : [tokens[at]]), at + 1 < to ? between(at + 1) : "");
    }
    if (to < end) {
      link.append(" …");
    }
    return element("li", { dir: "auto" }, link);
  }

  // A word without the signs around it.
  function marked(token) {
    const [, before, word, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su.exec(token);
    return word ? [before, element("mark", {}, word), after] : [token];
  }

  // Filters ----------------------------------------------------------------------------------------------------------

  // Makes a fieldset of each filter with more than one value; of persons and places the value is a key and a name.
  function offer(totals) {
    for (const name of filters) {
      const values = Object.keys(totals[name] ?? {});
      if (values.length < 2) {
        continue;
      }
      const isKeyed = name === "person" || name === "place";
      const options = values.map((value) => {
        const space = value.indexOf(" ");
        const [key, label] = isKeyed ? [value.slice(0, space), value.slice(space + 1)] : [value, value];
        return option(name, value, key, label, totals[name][value]);
      });
      options.sort((one, other_) => collator.compare(one.label, other_.label));
      const all = element("button", { type: "button", "aria-describedby": `search:${name}` });
      const rule = element("span", { class: "count" });
      const set = { name, values: new Map(options.map((one) => [one.key, one])), all, rule, isOpen: false };
      all.addEventListener("click", () => {
        set.isOpen = !set.isOpen;
        shorten(set);
      });
      const rows = element("ul", {}, ...options.map((one) => one.row));
      const legend = element("legend", { id: `search:${name}` }, say(name), " ", rule);
      panel.append(element("fieldset", {}, legend, rows, all));
      fieldsets.set(name, set);
    }
    panel.hidden = fieldsets.size === 0;
    panel.open = matchMedia("(min-width: 60rem)").matches;
  }

  function option(name, value, key, label, total) {
    const box = element("input", { type: "checkbox", name, value: key });
    const amount = element("span", { class: "count" });
    const row = element("li", {}, element("label", {}, box, element("span", {}, label), amount));
    return { key, value, label, box, amount, row, total, count: total };
  }

  function check() {
    const parameters = new URLSearchParams(location.search);
    let boxes = 0;
    for (const { name, values, rule } of fieldsets.values()) {
      const keys = new Set(parameters.getAll(name));
      let here = 0;
      for (const one of values.values()) {
        one.box.checked = keys.has(one.key);
        here += one.box.checked;
      }
      // What several of them mean together is said when it matters.
      rule.textContent = here > 1 ? say(SINGLE.has(name) ? "any" : "every") : "";
      boxes += here;
    }
    chosen.textContent = boxes ? say("chosen", { number: number.format(boxes) }) : "";
    clear.hidden = boxes === 0;
  }

  // Shows beside each value how many documents would be left; without a search how many there are.
  function count(counts) {
    for (const set of fieldsets.values()) {
      for (const one of set.values.values()) {
        one.count = counts ? (counts[set.name]?.[one.value] ?? 0) : one.total;
        one.amount.textContent = number.format(one.count);
      }
      shorten(set);
    }
  }

  // Of many values those with most documents are shown, until somebody wants them all.
  function shorten(set) {
    const useful = [...set.values.values()].filter((one) => one.count || one.box.checked);
    // One or two more take no more room than the button.
    const isLong = useful.length > VALUES + 2;
    const first = new Set(useful.toSorted((one, other_) => other_.count - one.count).slice(0, VALUES));
    for (const one of set.values.values()) {
      one.row.hidden = !(one.box.checked || first.has(one) || ((set.isOpen || !isLong) && one.count));
    }
    set.all.parentElement.hidden = useful.length === 0;
    set.all.hidden = !isLong;
    set.all.setAttribute("aria-expanded", `${set.isOpen}`);
    set.all.textContent = say(set.isOpen ? "fewer" : "all", { number: number.format(useful.length) });
  }

  // -------------------------------------------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  panel.addEventListener("change", go);
  clear.addEventListener("click", () => {
    for (const box of panel.querySelectorAll("input:checked")) {
      box.checked = false;
    }
    words.focus();
    go();
  });
  addEventListener("popstate", update);

  document.getElementById("search:unavailable").hidden = true;
  update();
})();
