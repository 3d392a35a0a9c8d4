// Watches a notebook's picture once an animation frame, and the pointer. The pixels of a strip across the middle of the
// picture, a quarter of its height (or the text of .bench-text), become one number; `changes` holds [time, number] of each
// frame in which it was another one. All of the picture would take the page 5 ms a frame, the strip takes less than 1.
// Times are milliseconds on the page's clock, pointer times those of the events themselves.
(() => {
  const strip = document.createElement("canvas");
  const context = strip.getContext("2d", { willReadFrequently: true });
  const watch = (window.watch = { changes: [], moves: [], up: 0, cost: 0, frames: 0 });

  function pixels(surface) {
    const width = surface.naturalWidth ?? surface.width;
    const height = Math.round((surface.naturalHeight ?? surface.height) / 4);
    if (strip.width !== width || strip.height !== height) Object.assign(strip, { width, height });
    context.clearRect(0, 0, width, height);
    context.drawImage(surface, 0, -1.5 * height);
    return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  }

  function signature() {
    const words = document.querySelector(".bench-text");
    if (words) return words.textContent;
    const surface = [...document.querySelectorAll(".jp-OutputArea canvas, .jp-OutputArea img")].find(
      (shown) => shown.offsetWidth > 300 && (shown.complete ?? true) && (shown.naturalWidth ?? 1) > 0,
    );
    if (!surface) return null;
    const read = pixels(surface);
    let number = 2166136261;
    for (let i = 0; i < read.length; i++) number = Math.imul(number ^ read[i], 16777619);
    return number;
  }

  function look(time) {
    const begun = performance.now();
    const now = signature();
    if (now !== null && now !== watch.changes.at(-1)?.[1]) watch.changes.push([begun, now]);
    watch.cost += performance.now() - begun;
    watch.frames += 1;
    requestAnimationFrame(look);
  }

  watch.reset = () => Object.assign(watch, { changes: watch.changes.slice(-1), moves: [], up: 0, cost: 0, frames: 0 });
  // Where the mouse takes hold, and how far it can go: of the first slider, or of the first handle in the picture.
  watch.thumb = () => {
    if (watch.inPicture) {
      const ring = document.querySelector(".fp-ring").getBoundingClientRect();
      const width = 0.2 * document.querySelector(".fp-frame").getBoundingClientRect().width;
      const [x, y] = [ring.left + ring.width / 2, ring.top + ring.height / 2];
      return { stops: 1000, left: x - width / 2, width, x, y };
    }
    const handle = document.querySelector(".jp-OutputArea .noUi-handle");
    const track = document.querySelector(".jp-OutputArea .noUi-base") ?? document.querySelector(".jp-OutputArea input[type=range]");
    const box = track.getBoundingClientRect();
    const share = (track.value - track.min) / (track.max - track.min);
    const middle = handle && handle.getBoundingClientRect();
    return {
      stops: watch.stops ?? (track.max - track.min || 1000), // ipywidgets' own does not tell
      left: box.left, width: box.width, y: box.top + box.height / 2,
      x: middle ? middle.left + middle.width / 2 : box.left + 8 + share * (box.width - 16),
    };
  };
  window.addEventListener("pointermove", (event) => watch.moves.push(event.timeStamp), true);
  window.addEventListener("pointerup", (event) => (watch.up = event.timeStamp), true);
  requestAnimationFrame(look);
})();
