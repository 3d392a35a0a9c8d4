// The browser's half of helpers.stage.Slider: a native range input on a drawn track, and a box for typed numbers.
// Values go out by flow.js.
const STOPS = 1000; // positions along the track
const THUMB = 16; // width of the thumb, CSS pixels (stage.css)
const PLAY_SECONDS = 8; // from one end of the track to the other
const HIDDEN = 100; // milliseconds between two frames: after more the page was out of sight, and play goes on from there
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// At most 13 characters, which the box has room for (stage.css).
function written(value) {
  const [size, short] = [Math.abs(value), Number(value.toPrecision(6))];
  return size !== 0 && (size < 1e-5 || size >= 1e6) ? short.toExponential().replace("e+", "e") : String(short);
}

// A number as people type it, else NaN: a lone comma is a decimal one, if it is not perhaps one between thousands.
function read(text) {
  const plain = text.trim().replaceAll("\u2212", "-").replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  const certain = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) && !/^[-+]?[1-9]\d{0,2},\d{3}$/.test(text.trim());
  return certain ? Number(plain) : NaN;
}

function slider({ model, el }) {
  const id = `fp-slider-${Math.random().toString(36).slice(2)}`; // no count: each slider has this module for itself
  const range = element("input", { type: "range", id, class: "fp-range" });
  const label = element("label", { for: id, class: "fp-label" });
  const box = element("input", { type: "text", class: "fp-box", autocomplete: "off" });
  const unit = element("span", { class: "fp-unit" });
  const track = element("div", { class: "fp-track", "aria-hidden": "true" });
  const complaint = element("p", { class: "fp-complaint", role: "alert" });
  const play = element("button", { type: "button", class: "fp-play" });
  const rail = element("div", { class: "fp-rail" }, track, range);
  const row = element("div", { class: "fp-slider" }, label, play, rail, box, unit, complaint);
  el.classList.add("fp-control");
  el.replaceChildren(row);

  let scale;
  let sent = null; // the last stop of this drag
  let held = false; // the pointer is down on the range
  let typing = false; // the box holds what is not taken yet
  let chosen = null; // where a slider that waits for the hand to let go will be
  let frame = null; // the animation frame of a playing slider

  function show(exact) {
    const value = model.get("whole") ? Math.round(exact) : exact;
    range.value = Math.round(scale.share(exact) * Number(range.max));
    const dust = 1e-12 * (model.get("max") - model.get("min")); // what a hand's arithmetic leaves of 0
    const text = written(!model.get("log") && Math.abs(value) < dust ? 0 : value);
    range.setAttribute("aria-valuetext", `${text} ${model.get("unit")}`.trim());
    if (!typing) box.value = text;
  }

  function drawTrack() {
    const at = (value) => `${100 * scale.share(value)}%`;
    const bands = model.get("bands").map(([from, to, kind, name]) => {
      const width = scale.share(to) - scale.share(from);
      const band = element("span", { class: `fp-band fp-${kind}` }, width > 0.08 ? name : "");
      band.style.left = at(from);
      band.style.width = `${100 * width}%`;
      return band;
    });
    const marks = model.get("marks").map(([value, text]) => {
      const mark = element("span", { class: "fp-mark" }, element("span", {}, text));
      mark.style.left = at(value);
      return mark;
    });
    track.replaceChildren(...bands, ...marks);
    row.classList.toggle("fp-banded", bands.length > 0);
    spread();
  }

  // What marks say stays within the rail, and in rows one below the other where it would run together.
  function spread() {
    const ends = []; // of each row, where its last text ends
    const within = rail.getBoundingClientRect();
    const texts = [...track.querySelectorAll(".fp-mark > span")];
    for (const text of texts) text.style.translate = "";
    const placed = texts.map((text) => [text, text.getBoundingClientRect()]).sort(([, a], [, b]) => a.left - b.left);
    for (const [text, { left, right }] of placed) {
      const shift = Math.max(within.left - left, Math.min(0, within.right - right));
      const free = ends.findIndex((end) => end + 4 <= left + shift);
      const line = free < 0 ? ends.length : free;
      ends[line] = right + shift;
      text.style.translate = `${shift}px ${14 * line}px`;
    }
    rail.style.marginBottom = ends.length ? `${2 + 14 * ends.length}px` : "";
  }

  function build() {
    scale = scaleOf(model);
    label.textContent = model.get("description");
    unit.textContent = model.get("unit");
    box.setAttribute("aria-label", `${model.get("description")}, typed`);
    box.inputMode = model.get("min") < 0 ? "text" : "decimal"; // a telephone's keys for decimals have no minus
    for (const control of [range, box, play]) control.disabled = model.get("disabled");
    play.hidden = !model.get("playable");
    const steps = model.get("log") ? STOPS : Math.round((model.get("max") - model.get("min")) / model.get("step"));
    range.min = 0;
    range.max = Math.max(1, steps);
    range.step = 1;
    drawTrack();
    show(model.get("value"));
  }

  // The stop that the range will give for a place on the screen. The browser holds its input events back for the next
  // frame, 8 ms on the average; the raw ones come at once, and a value that can be sent now need not wait.
  function stopAt(x) {
    const box = range.getBoundingClientRect();
    const share = (x - box.left - THUMB / 2) / (box.width - THUMB);
    return Math.round(Math.min(1, Math.max(0, share)) * Number(range.max));
  }

  function moved(stop) {
    if (held && stop === sent) return;
    sent = stop;
    chosen = scale.value(stop / Number(range.max));
    if (model.get("continuous_update")) send(chosen);
    else show(chosen);
  }

  function send(wanted) {
    const value = stopNear(wanted, model);
    chosen = null;
    show(value);
    values.push({ value }, { [model.get("name")]: value });
  }

  // The kernel's word counts once the hand has let go and nothing is on its way.
  function follow(value) {
    if (!held && chosen === null && values.idle() && frame === null) show(value);
  }

  const values = flow(model, el, follow);

  const settle = () => follow(model.get("value"));

  // A number on the track: a power of ten near its middle, or the middle.
  function example() {
    const middle = scale.value(0.5);
    const round = model.get("log") ? 10 ** Math.round(Math.log10(middle)) : middle;
    const value = round >= model.get("min") && round <= model.get("max") ? round : middle;
    return model.get("log") ? `${written(value)} or ${value.toExponential()}` : written(value);
  }

  function typed() {
    const text = box.value.trim();
    const value = read(text);
    const [min, max] = [model.get("min"), model.get("max")];
    const understood = Number.isFinite(value);
    typing = false;
    complaint.textContent = !understood
      ? `“${text.slice(0, 20)}” is not a number: wanted ${written(min)} to ${written(max)}, such as ${example()}`
      : value < min || value > max
        ? `${written(value)} is off the track: kept to ${written(min)} to ${written(max)}`
        : "";
    if (understood) send(Math.min(max, Math.max(min, value)));
  }

  function playing(on) {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    play.textContent = on ? "\u275A\u275A" : "\u25B6"; // not U+23F8, which many fonts lack
    play.setAttribute("aria-label", `${on ? "pause" : CALM.matches ? "step" : "play"} ${model.get("description")}`);
    if (!on) return;
    let share = scale.share(model.get("value")) % 1; // from the end it begins anew
    let before = performance.now();
    const advance = (time) => {
      share = Math.min(1, share + Math.min(HIDDEN, Math.max(0, time - before)) / (1000 * PLAY_SECONDS));
      before = time;
      send(scale.value(share));
      if (share < 1) frame = requestAnimationFrame(advance);
      else playing(false);
    };
    frame = requestAnimationFrame(advance);
  }

  // Whoever wants little motion goes on by a tenth of the track at each press.
  function step() {
    const share = scale.share(model.get("value")) % 1;
    send(scale.value(Math.min(1, share + 0.1)));
  }

  // By an arrow from stop to stop, where the range's own steps are finer than those.
  function arrow(event) {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const stops = model.get("stops");
    if (!way || stops.length === 0) return;
    event.preventDefault();
    const next = stops[stops.indexOf(stopNear(model.get("value"), model)) + way];
    if (next !== undefined) send(next);
  }

  function seize(event) {
    if (range.disabled) return; // the pointer's events come all the same
    held = true;
    sent = null;
    complaint.textContent = "";
    playing(false);
    finger(event);
  }

  // A finger's moves are taken here: the browser would take steep ones for scrolling.
  function finger(event) {
    if (held && event.pointerType === "touch") moved(stopAt(event.clientX));
  }

  function release() {
    held = false;
    if (chosen !== null) send(chosen);
    settle();
  }

  range.addEventListener("keydown", arrow);
  range.addEventListener("pointerdown", seize);
  range.addEventListener("pointermove", finger);
  for (const end of ["pointerup", "pointercancel"]) range.addEventListener(end, release);
  range.addEventListener("change", () => chosen !== null && send(chosen)); // by a key
  range.addEventListener("input", () => {
    complaint.textContent = "";
    moved(Number(range.value));
  });
  range.addEventListener("pointerrawupdate", (event) => {
    if (held && event.buttons === 1 && values.free() && model.get("continuous_update")) moved(stopAt(event.clientX));
  });
  box.addEventListener("input", () => (typing = true));
  box.addEventListener("change", typed);
  box.addEventListener("blur", () => ((typing = false), settle()));
  box.addEventListener("keydown", (event) => event.stopPropagation()); // digits are not notebook shortcuts
  play.addEventListener("click", () => (CALM.matches ? step() : playing(frame === null)));
  const traits = ["min", "max", "step", "log", "description", "unit", "bands", "marks", "playable", "disabled"];
  for (const trait of traits) model.on(`change:${trait}`, build);
  model.on("change:value", settle);

  const shown = scheme(el);
  const placed = new ResizeObserver(spread);
  placed.observe(rail);

  build();
  playing(false);
  return () => {
    playing(false);
    shown();
    placed.disconnect();
    for (const trait of traits) model.off(`change:${trait}`, build);
    model.off("change:value", settle);
    values.stop();
  };
}
