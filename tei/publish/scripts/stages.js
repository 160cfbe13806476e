"use strict";

/* What an image is looked at on. A stage shows a leaf, fits a part of it, zooms, moves and outlines places; there are two
   of the same kind: a plain one, and one with OpenSeadragon where the site has that. */
const teiStages = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const LARGEST = 8;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* The box around points as “0,0 10,0 10,20”. */
  const around = (points) => {
    const pairs = points.split(" ").map((pair) => pair.split(",").map(Number));
    const across = pairs.map(([x]) => x);
    const down = pairs.map(([, y]) => y);
    const [left, top] = [Math.min(...across), Math.min(...down)];
    return { left, top, width: Math.max(...across) - left, height: Math.max(...down) - top };
  };

  /* A box of a leaf's coordinates as parts of the image's width and height. */
  const fraction = (box, space) => ({
    left: (box.left - space.left) / space.width,
    top: (box.top - space.top) / space.height,
    width: box.width / space.width,
    height: box.height / space.height,
  });

  /* The coordinates of a leaf: its own, else the pixels of the image. */
  const spaceOf = (leaf, width, height) => {
    if (!leaf.space) return { left: 0, top: 0, width, height };
    const [left, top, right, bottom] = leaf.space.split(" ").map(Number);
    return { left, top, width: right - left, height: bottom - top };
  };

  const drawn = (space) => {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", `${space.left} ${space.top} ${space.width} ${space.height}`);
    drawing.setAttribute("preserveAspectRatio", "none");
    drawing.setAttribute("aria-hidden", "true");
    drawing.classList.add("viewer-places");
    return drawing;
  };

  const outline = (drawing, points) => {
    drawing.replaceChildren();
    if (!points) return;
    const place = document.createElementNS(SVG, "polygon");
    place.setAttribute("points", points);
    drawing.append(place);
  };

  class Plain {
    constructor(element, failed) {
      this.element = element;
      this.failed = failed;
      this.sheet = document.createElement("div");
      this.sheet.className = "viewer-sheet";
      element.append(this.sheet);
      this.places = drawn({ left: 0, top: 0, width: 1, height: 1 });
      this.fingers = new Map();
      this.at = { x: 0, y: 0, scale: 1 };
      this.#listen();
      new ResizeObserver(() => this.size && this.whole()).observe(element);
    }

    async show(leaf) {
      const image = new Image();
      this.image = image;
      this.leaf = leaf;
      this.size = null;
      this.points = "";
      this.sheet.replaceChildren();
      image.alt = leaf.alt;
      image.draggable = false;
      image.src = leaf.image;
      try {
        const [counted] = await Promise.all([this.#sizeOf(leaf), image.decode()]);
        if (this.image !== image) return;
        const size = { width: image.naturalWidth, height: image.naturalHeight };
        const { width, height } = counted ?? size;
        this.space = spaceOf(leaf, width, height);
        this.size = size;
        this.places = drawn(this.space);
        this.sheet.style.width = `${this.size.width}px`;
        this.sheet.style.height = `${this.size.height}px`;
        this.sheet.replaceChildren(image, this.places);
        this.whole();
        outline(this.places, this.points);
      } catch {
        if (this.image === image) this.failed();
      }
    }

    /* Places on what a service gives smaller are counted on the whole image, of which only the service knows the size. */
    async #sizeOf(leaf) {
      if (!leaf.service || leaf.space) return null;
      try {
        return await (await fetch(`${leaf.service}/info.json`)).json();
      } catch {
        return null;
      }
    }

    whole() {
      if (this.size) this.fit(this.leaf.part ? around(this.leaf.part) : this.space);
    }

    fit(box) {
      const part = fraction(box, this.space);
      const { clientWidth: wide, clientHeight: high } = this.element;
      const [width, height] = [part.width * this.size.width, part.height * this.size.height];
      const scale = Math.min(wide / width, high / height);
      this.least = Math.min(scale, wide / this.size.width, high / this.size.height);
      this.#place(
        wide / 2 - (part.left * this.size.width + width / 2) * scale,
        high / 2 - (part.top * this.size.height + height / 2) * scale,
        scale,
      );
    }

    zoom(factor, x = this.element.clientWidth / 2, y = this.element.clientHeight / 2) {
      if (!this.size) return;
      const most = Math.max(LARGEST, this.least * LARGEST);
      const scale = Math.min(most, Math.max(this.least, this.at.scale * factor));
      const by = scale / this.at.scale;
      this.#place(x - (x - this.at.x) * by, y - (y - this.at.y) * by, scale);
    }

    move(x, y) {
      if (this.size) this.#place(this.at.x + x, this.at.y + y, this.at.scale);
    }

    outline(points) {
      this.points = points;
      outline(this.places, points);
    }

    /* Something of the image always stays in sight. */
    #place(x, y, scale) {
      const kept = (value, length, room) => {
        const slack = Math.min(length, room) / 3;
        return Math.min(room - slack, Math.max(slack - length, value));
      };
      this.at = {
        x: kept(x, this.size.width * scale, this.element.clientWidth),
        y: kept(y, this.size.height * scale, this.element.clientHeight),
        scale,
      };
      this.sheet.style.transform = `translate(${this.at.x}px, ${this.at.y}px) scale(${scale})`;
    }

    #listen() {
      this.element.addEventListener("wheel", (event) => {
        event.preventDefault();
        const { left, top } = this.element.getBoundingClientRect();
        this.zoom(Math.exp(-event.deltaY / 400), event.clientX - left, event.clientY - top);
      }, { passive: false });
      this.element.addEventListener("dblclick", (event) => {
        const { left, top } = this.element.getBoundingClientRect();
        this.zoom(2, event.clientX - left, event.clientY - top);
      });
      this.element.addEventListener("pointerdown", (event) => {
        this.fingers.set(event.pointerId, event);
        this.element.setPointerCapture(event.pointerId);
      });
      this.element.addEventListener("pointermove", (event) => this.#drag(event));
      for (const end of ["pointerup", "pointercancel"]) {
        this.element.addEventListener(end, (event) => this.fingers.delete(event.pointerId));
      }
    }

    /* One finger moves the image, two zoom it between them. */
    #drag(event) {
      const before = this.fingers.get(event.pointerId);
      if (!before || !this.size) return;
      const other = [...this.fingers.values()].find((one) => one.pointerId !== event.pointerId);
      this.fingers.set(event.pointerId, event);
      if (!other) {
        this.move(event.clientX - before.clientX, event.clientY - before.clientY);
        return;
      }
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      const { left, top } = this.element.getBoundingClientRect();
      const middle = [(event.clientX + other.clientX) / 2 - left, (event.clientY + other.clientY) / 2 - top];
      this.zoom(apart(event) / apart(before), ...middle);
    }
  }

  class Deep {
    constructor(element, failed) {
      /* OpenSeadragon would write a style into the page, which the policy does not let in, unless one is there already:
         this has its name, and is none. */
      const none = document.createElementNS("urn:tei:edition", "style");
      none.setAttribute("data-openseadragon-mobile-css", "true");
      document.head.append(none);
      this.viewer = OpenSeadragon({
        element,
        showNavigationControl: false,
        tabIndex: -1,
        drawer: "canvas",
        animationTime: calm ? 0 : 0.6,
        visibilityRatio: 0.4,
        maxZoomPixelRatio: LARGEST,
        gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      });
      /* The keys are those of the page, on whatever stage. */
      this.viewer.addHandler("canvas-key", (event) => {
        event.preventDefaultAction = true;
      });
      this.viewer.addHandler("open", () => this.#opened());
      this.viewer.addHandler("open-failed", failed);
      this.viewer.canvas.setAttribute("role", "img");
    }

    show(leaf) {
      this.leaf = leaf;
      this.points = "";
      this.space = null;
      this.viewer.clearOverlays();
      this.viewer.canvas.setAttribute("aria-label", leaf.alt);
      this.viewer.open(leaf.service ? `${leaf.service}/info.json` : { type: "image", url: leaf.image });
    }

    #opened() {
      const { x: width, y: height } = this.viewer.world.getItemAt(0).getContentSize();
      this.space = spaceOf(this.leaf, width, height);
      this.ratio = height / width;
      this.places = drawn(this.space);
      this.viewer.addOverlay({ element: this.places, location: new OpenSeadragon.Rect(0, 0, 1, this.ratio) });
      outline(this.places, this.points);
      if (this.leaf.part) this.whole();
    }

    whole() {
      if (!this.leaf.part) this.viewer.viewport.goHome();
      else if (this.space) this.fit(around(this.leaf.part));
    }

    fit(box) {
      const part = fraction(box, this.space);
      this.viewer.viewport.fitBounds(
        new OpenSeadragon.Rect(part.left, part.top * this.ratio, part.width, part.height * this.ratio),
      );
    }

    zoom(factor) {
      this.viewer.viewport.zoomBy(factor);
      this.viewer.viewport.applyConstraints();
    }

    move(x, y) {
      const way = this.viewer.viewport.deltaPointsFromPixels(new OpenSeadragon.Point(-x, -y));
      this.viewer.viewport.panBy(way);
      this.viewer.viewport.applyConstraints();
    }

    outline(points) {
      this.points = points;
      if (this.space) outline(this.places, points);
    }
  }

  return { make: (element, failed) => new (window.OpenSeadragon ? Deep : Plain)(element, failed) };
})();
