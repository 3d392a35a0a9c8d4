// The browser's half of helpers.stage.Picture: what stands still arrives once, then of each picture the pixels that are
// others (film.js). The sentence stands under it. What the kernel must know of the screen is told to it. The keys of the
// explorer around it are kept.
const LINES = {
  stopped: 
    "The kernel that drew this picture has stopped. To move it again, run this cell again, after the cells above it.",
  silent:
    "No answer for 3 seconds: another cell is running, or the line to the kernel is down. The picture follows afterwards.",
  unkept:
    "This page was loaded anew: what you set here is not stored with the notebook until you run this cell again.",
};
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Enter", " "];

// Shown by stage.css, when there is need.
const lineFor = ([need, text]) => element("p", { class: `fp-when-${need}`, role: "alert" }, text);

function picture({ model, el }) {
  const canvas = element("canvas", { role: "img", "aria-label": model.get("label") });
  canvas.style.maxWidth = `${model.get("width")}px`;
  const sentence = element("figcaption", { "aria-live": "polite" });
  const lines = Object.entries(LINES).map(lineFor);
  const figure = element("figure", { class: "fp-picture" }, canvas, sentence, ...lines);
  el.replaceChildren(figure);
  const letGo = hand(model, el, figure, canvas);

  let quiet = null; // runs while the hand moves
  let kept = null; // runs until what was set is stored
  const shown = film(canvas, say, (number) => tell({ follows: number }));

  function tell(told) {
    model.set(told);
    model.save_changes();
  }

  // The pixels are taken out of the model: what is saved with a notebook holds none.
  function take() {
    const frame = model.get("frame");
    if (!frame.patch) return;
    shown.take(frame, model.get("sentence"));
    setTimeout(() => model.get("frame") === frame && model.set("frame", {}));
  }

  // A screen reader hears the sentence once the hand rests, not sixty times a second.
  function say(words) {
    sentence.textContent = words;
    sentence.setAttribute("aria-busy", "true");
    clearTimeout(quiet);
    clearTimeout(kept);
    quiet = setTimeout(() => sentence.setAttribute("aria-busy", "false"), 400);
    kept = setTimeout(report, 1500, { rested: true }); // late, as the kernel then makes a file of the picture
  }

  // The kernel tells this page from an earlier one, which had the cell's output, by when it was loaded.
  function report(more) {
    try {
      model.send({ page: performance.timeOrigin, ...more });
    } catch {
      // there is no kernel any more
    }
  }

  const heard = ({ unkept }) => unkept && el.closest(".fp-explorer")?.classList.add("fp-unkept");

  function tellScreen(dark = model.get("dark")) {
    el.closest(".fp-explorer")?.classList.toggle("fp-dark", dark);
    const ratio = Math.min(3, Math.max(1, window.devicePixelRatio || 1));
    if (model.get("dark") === dark && model.get("pixel_ratio") === ratio) return;
    tell({ dark, pixel_ratio: ratio });
  }

  // JupyterLab takes arrows, Enter and letters for the notebook's, unless the focused element says otherwise before it
  // looks. In an explorer the keys that move a control are the control's; a list of choices is searched by letter, too.
  function keep(event) {
    if (!inside(event)) return;
    const { target, key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const plain = !(ctrlKey || metaKey || altKey || shiftKey);
    const moves = KEYS.includes(key) || (target.tagName === "SELECT" && key.length === 1);
    target.toggleAttribute("data-lm-suppress-shortcuts", plain && moves);
  }

  const inside = ({ target }) => el.closest(".fp-explorer")?.contains(target);

  // A sentence of more lines pushes the sliders down once, and they stay there: no shorter one pulls them from the hand.
  let wide = 0;
  const room = new ResizeObserver(() => requestAnimationFrame(() => {
    if (sentence.offsetWidth !== wide) sentence.style.minHeight = "";
    wide = sentence.offsetWidth;
    sentence.style.minHeight = getComputedStyle(sentence).height;
  }));
  room.observe(sentence);

  const leave = scheme(figure, tellScreen);
  const gone = new AbortController();
  const { signal } = gone;
  window.addEventListener("resize", () => tellScreen(), { signal });
  window.addEventListener("keydown", keep, { signal, capture: true });
  window.addEventListener("fp-hope", (event) => inside(event) && shown.hope(event.detail), { signal });
  window.addEventListener("fp-lost", (event) => inside(event) && report({ lost: true }), { signal });
  window.addEventListener("fp-rest", (event) => inside(event) && shown.rest(), { signal });
  model.on("change:frame", take);
  model.on("msg:custom", heard);

  say(model.get("sentence"));
  if (model.get("frame").still) take();
  else tell({ follows: -Date.now() }); // another view took the picture, or it was a step
  tellScreen();
  report();
  return () => {
    letGo();
    el.replaceChildren(); // JupyterLab keeps the element of a view that is gone
    leave();
    room.disconnect();
    gone.abort();
    model.off("change:frame", take);
    model.off("msg:custom", heard);
    clearTimeout(quiet);
    clearTimeout(kept);
  };
}
