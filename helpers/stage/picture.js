// The browser's half of helpers.stage.Picture: what stands still arrives once, then of each picture the pixels that are
// others. They are painted at once, on one canvas: nothing is decoded by another thread, nothing blinks. The sentence
// stands under it. What the kernel must know of the screen is told to it. The keys of the explorer around it are kept.
const STOPPED =
  "The kernel that drew this picture has stopped. To move it again, run this cell again, after the cells above it.";
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Enter", " "];

function render({ model, el }) {
  const canvas = document.createElement("canvas");
  const sentence = document.createElement("figcaption");
  const stopped = document.createElement("p"); // shown by stage.css
  const figure = document.createElement("figure");
  canvas.setAttribute("role", "img");
  sentence.setAttribute("aria-live", "polite");
  stopped.setAttribute("role", "alert");
  stopped.className = "fp-stopped";
  stopped.textContent = STOPPED;
  figure.className = "fp-picture";
  figure.append(canvas, sentence, stopped);
  el.replaceChildren(figure);
  const letGo = hand(model, el, figure, canvas);

  const context = canvas.getContext("2d");
  let colours = null; // the palette, one number a colour
  let still = null; // what does not move, one colour a pixel
  let image = null; // what is on the canvas
  let painted = 0; // how often it was painted
  let quiet = null; // runs while the hand moves

  function bytes(trait) {
    const view = model.get(trait);
    return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength); // numbers in it begin at whole fours
  }

  function lay() {
    colours = new Uint32Array(bytes("palette"));
    const indices = new Uint8Array(bytes("still"));
    still = new Uint32Array(indices.length);
    for (let place = 0; place < indices.length; place++) still[place] = colours[indices[place]];
    canvas.width = model.get("columns");
    canvas.height = indices.length / canvas.width;
    image = new ImageData(canvas.width, canvas.height);
  }

  function paint() {
    if (!model.get("frame")?.byteLength) return;
    if (still === null) lay();
    const frame = bytes("frame");
    const [runs] = new Uint32Array(frame, 0, 1);
    const begins = new Uint32Array(frame, 4, runs);
    const lengths = new Uint32Array(frame, 4 + 4 * runs, runs);
    const indices = new Uint8Array(frame, 4 + 8 * runs);
    const pixels = new Uint32Array(image.data.buffer);
    pixels.set(still);
    let next = 0;
    for (let run = 0; run < runs; run++) {
      const end = begins[run] + lengths[run];
      for (let place = begins[run]; place < end; place++) pixels[place] = colours[indices[next++]];
    }
    context.putImageData(image, 0, 0);
    canvas.dataset.painted = ++painted;
  }

  const forget = () => (still = null);

  // A screen reader hears the sentence once the hand rests, not sixty times a second.
  function say() {
    sentence.textContent = model.get("sentence");
    sentence.setAttribute("aria-busy", "true");
    clearTimeout(quiet);
    quiet = setTimeout(() => sentence.setAttribute("aria-busy", "false"), 400);
  }

  function name() {
    canvas.setAttribute("aria-label", model.get("label"));
    canvas.style.maxWidth = `${model.get("width")}px`;
  }

  function tellScreen() {
    const dark = document.body.dataset.jpThemeLight === "false";
    const ratio = Math.min(3, Math.max(1, window.devicePixelRatio || 1));
    if (model.get("dark") === dark && model.get("pixel_ratio") === ratio) return;
    model.set({ dark, pixel_ratio: ratio });
    model.save_changes();
  }

  // JupyterLab takes arrows, Enter and letters for the notebook's, unless the focused element says otherwise before it
  // looks. In an explorer the keys that move a control are the control's; a list of choices is searched by letter, too.
  function keep({ target, key, ctrlKey, metaKey, altKey, shiftKey }) {
    if (!el.closest(".fp-explorer")?.contains(target)) return;
    const plain = !(ctrlKey || metaKey || altKey || shiftKey);
    const moves = KEYS.includes(key) || (target.tagName === "SELECT" && key.length === 1);
    target.toggleAttribute("data-lm-suppress-shortcuts", plain && moves);
  }

  const theme = new MutationObserver(tellScreen);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  window.addEventListener("resize", tellScreen);
  window.addEventListener("keydown", keep, true);
  model.on("change:still change:palette", forget);
  model.on("change", paint); // comes once, after all that one message changed
  model.on("change:sentence", say);
  model.on("change:label", name);

  name();
  say();
  paint();
  tellScreen();
  return () => {
    letGo();
    theme.disconnect();
    window.removeEventListener("resize", tellScreen);
    window.removeEventListener("keydown", keep, true);
    model.off("change:still change:palette", forget);
    model.off("change", paint);
    model.off("change:sentence", say);
    model.off("change:label", name);
    clearTimeout(quiet);
  };
}

export default { render };
