/* The parallel view: the images of the pages on a stage beside the text, which follow it and lead it. */
(() => {
  const STEP = 60;
  const SETTLED_MS = 200;
  const template = document.getElementById("site:viewer");
  const columns = document.querySelector(".columns");
  const leaves = [...document.querySelectorAll(".leaf")];
  if (!template || !columns || !leaves.some((leaf) => leaf.dataset.image)) return;

  const viewer = template.content.firstElementChild.cloneNode(true);
  const element = viewer.querySelector(".viewer-stage");
  const status = viewer.querySelector(".viewer-said");
  const chooser = viewer.querySelector("select");
  const tool = (name) => viewer.querySelector(`[data-do="${name}"]`);
  for (const [number, leaf] of leaves.entries()) chooser.add(new Option(leaf.dataset.label, number));
  /* What a leaf shows is asked for before its image is taken out of the text. */
  const alts = leaves.map((leaf) => leaf.querySelector("img")?.alt ?? "");
  columns.prepend(viewer);
  document.body.classList.add("with-viewer");

  const stage = teiStages.make(element, () => {
    status.textContent = status.dataset.missing;
  });
  const wide = matchMedia("(min-width: 60rem)");
  let current = -1;
  let chosen = false;
  let settling = 0;

  const show = (number) => {
    if (number === current) return;
    current = number;
    const leaf = leaves[number];
    status.replaceChildren();
    element.setAttribute("aria-label", leaf.dataset.label);
    chooser.value = number;
    tool("previous").disabled = number === 0;
    tool("next").disabled = number === leaves.length - 1;
    viewer.classList.toggle("is-elsewhere", !leaf.dataset.image);
    if (leaf.dataset.image) stage.show({ ...leaf.dataset, alt: alts[number] });
    else status.append(...[...leaf.querySelector(".leaf-elsewhere").childNodes].map((node) => node.cloneNode(true)));
  };

  /* Browsers allow only so many changes of the address in a while. */
  const remember = () => {
    const address = `#${leaves[current].id}`;
    if (location.hash !== address) history.replaceState(null, "", address);
  };

  /* What the reader has chosen stays, although the end of a text cannot be scrolled to the top. */
  const choose = (number) => {
    chosen = true;
    show(Math.min(leaves.length - 1, Math.max(0, number)));
    leaves[current].scrollIntoView({ block: "start" });
    settle();
    remember();
  };

  const read = () => {
    const above = wide.matches ? 0 : viewer.getBoundingClientRect().bottom;
    const line = above + (innerHeight - above) * 0.3;
    const begun = leaves.findLastIndex((leaf) => leaf.getBoundingClientRect().top <= line);
    return Math.max(0, begun);
  };

  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!chosen) remember();
      chosen = false;
    }, SETTLED_MS);
  };

  addEventListener("scroll", () => {
    if (!chosen) requestAnimationFrame(() => chosen || show(read()));
    settle();
  }, { passive: true });

  const of = (address) => leaves.findIndex((leaf) => `#${leaf.id}` === address);
  addEventListener("hashchange", () => of(location.hash) >= 0 && choose(of(location.hash)));
  document.addEventListener("click", (event) => {
    const number = of(event.target.closest?.('a[href^="#page:"]')?.getAttribute("href"));
    if (number < 0) return;
    event.preventDefault();
    choose(number);
  });

  /* Places on the image: of what is pointed at, or has the focus. */
  const placed = document.querySelectorAll("[data-region]");
  for (const one of placed) if (!one.querySelector("a, button, input, [tabindex]")) one.tabIndex = 0;
  const point = (target) => {
    const one = target.closest?.("[data-region]");
    for (const other of document.querySelectorAll(".is-placed")) other.classList.toggle("is-placed", other === one);
    if (!one) {
      stage.outline("");
      return;
    }
    one.classList.add("is-placed");
    const [leaf, ...points] = one.dataset.region.split(" ");
    const number = of(`#page:${Number(leaf) + 1}`);
    if (number < 0) return;
    show(number);
    stage.outline(points.join(" "));
  };
  for (const kind of ["pointerover", "focusin"]) {
    columns.addEventListener(kind, (event) => viewer.contains(event.target) || point(event.target));
  }

  const deeds = {
    previous: () => choose(current - 1),
    next: () => choose(current + 1),
    closer: () => stage.zoom(1.5),
    farther: () => stage.zoom(1 / 1.5),
    whole: () => stage.whole(),
    fold: () => {
      const folded = viewer.classList.toggle("is-folded");
      tool("fold").setAttribute("aria-expanded", String(!folded));
      fitPage();
    },
  };
  viewer.addEventListener("click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
  chooser.addEventListener("change", () => choose(Number(chooser.value)));

  const keys = {
    "+": deeds.closer,
    "=": deeds.closer,
    "-": deeds.farther,
    0: deeds.whole,
    ArrowLeft: () => stage.move(STEP, 0),
    ArrowRight: () => stage.move(-STEP, 0),
    ArrowUp: () => stage.move(0, STEP),
    ArrowDown: () => stage.move(0, -STEP),
    PageUp: deeds.previous,
    PageDown: deeds.next,
  };
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  /* On a narrow page the image lies over the top: what is gone to must not lie below it. */
  const fitPage = () => {
    const above = wide.matches ? 0 : viewer.offsetHeight;
    document.documentElement.style.scrollPaddingTop = `${above + 16}px`;
  };
  new ResizeObserver(fitPage).observe(viewer);
  wide.addEventListener("change", fitPage);

  if (of(location.hash) >= 0) choose(of(location.hash));
  else show(read());
})();
