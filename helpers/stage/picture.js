// The browser's half of helpers.stage.Picture: pictures arrive as PNG bytes and are painted on one canvas, so nothing
// blinks between two of them; the sentence stands under it. What the kernel must know of the screen is told to it.
function render({ model, el }) {
  const canvas = document.createElement("canvas");
  const sentence = document.createElement("figcaption");
  const figure = document.createElement("figure");
  canvas.setAttribute("role", "img");
  sentence.setAttribute("aria-live", "polite");
  figure.className = "fp-picture";
  figure.append(canvas, sentence);
  el.replaceChildren(figure);

  const context = canvas.getContext("2d");
  let newest = 0; // number of the last picture that came in
  let painted = 0; // number of the last picture on the canvas
  let quiet = null;

  async function paint() {
    const bytes = model.get("frame");
    if (!bytes || !bytes.byteLength) return;
    const number = ++newest;
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    if (number > painted) {
      painted = number;
      if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
      }
      context.drawImage(bitmap, 0, 0);
      canvas.dataset.painted = painted;
    }
    bitmap.close();
  }

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

  const theme = new MutationObserver(tellScreen);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  window.addEventListener("resize", tellScreen);
  model.on("change:frame", paint);
  model.on("change:sentence", say);
  model.on("change:label", name);

  name();
  say();
  paint();
  tellScreen();
  return () => {
    theme.disconnect();
    window.removeEventListener("resize", tellScreen);
    model.off("change:frame", paint);
    model.off("change:sentence", say);
    model.off("change:label", name);
    clearTimeout(quiet);
  };
}

export default { render };
