// The browser's half of helpers.stage.Slider: a native range input on a drawn track, and a box for typed numbers.
// Values go out by flow.js.
const STOPS = 1000; // positions along the track
const THUMB = 16; // width of the thumb, CSS pixels (stage.css)
const PLAY_SECONDS = 8; // from one end of the track to the other

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function written(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-5 || size >= 1e6)) return value.toExponential().replace("e+", "e");
  return String(Number(value.toPrecision(6)));
}

function render({ model, el }) {
  const id = `fp-slider-${Math.random().toString(36).slice(2)}`; // no count: each slider has this module for itself
  const range = element("input", { type: "range", id, class: "fp-range" });
  const label = element("label", { for: id, class: "fp-label" });
  const box = element("input", { type: "text", class: "fp-box", inputmode: "decimal", autocomplete: "off" });
  const unit = element("span", { class: "fp-unit" });
  const track = element("div", { class: "fp-track", "aria-hidden": "true" });
  const complaint = element("p", { class: "fp-complaint", role: "alert" });
  const play = element("button", { type: "button", class: "fp-play" });
  const rail = element("div", { class: "fp-rail" }, track, range);
  el.classList.add("fp-slider");
  el.replaceChildren(label, play, rail, box, unit, complaint);

  let scale;
  let sent = null; // the last stop of this drag
  let held = false; // the pointer is down on the range
  let frame = null; // the animation frame of a playing slider

  function show(value) {
    range.value = Math.round(scale.share(value) * Number(range.max));
    range.setAttribute("aria-valuetext", `${written(value)} ${model.get("unit")}`.trim());
    if (document.activeElement !== box) box.value = written(value);
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
      if (scale.share(value) > 0.8) mark.classList.add("fp-mark-end");
      return mark;
    });
    track.replaceChildren(...bands, ...marks);
    el.classList.toggle("fp-banded", bands.length > 0);
    el.classList.toggle("fp-marked", marks.length > 0);
  }

  function build() {
    scale = scaleOf(model);
    label.textContent = model.get("label");
    unit.textContent = model.get("unit");
    box.setAttribute("aria-label", `${model.get("label")}, typed`);
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
    send(scale.value(stop / Number(range.max)));
  }

  function send(value) {
    show(value);
    values.push({ value }, { [model.get("name")]: value });
  }

  // The kernel's word counts once the hand has let go and nothing is on its way.
  function follow(value) {
    if (!held && values.idle() && frame === null) show(value);
  }

  const values = flow(model, el, follow);

  const settle = () => follow(model.get("value"));

  function typed() {
    const value = Number(box.value.trim().replace("\u2212", "-"));
    const [min, max] = [model.get("min"), model.get("max")];
    const understood = box.value.trim() !== "" && Number.isFinite(value);
    complaint.textContent = !understood
      ? `“${box.value.trim().slice(0, 20)}” is not a number: wanted ${written(min)} to ${written(max)}, such as 0.001 or 1e-3`
      : value < min || value > max
        ? `${written(value)} is off the track: kept to ${written(min)} to ${written(max)}`
        : "";
    if (understood) send(Math.min(max, Math.max(min, value)));
  }

  function playing(on) {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    play.textContent = on ? "\u23F8" : "\u25B6";
    play.setAttribute("aria-label", `${on ? "pause" : "play"} ${model.get("label")}`);
    if (!on) return;
    const now = scale.share(model.get("value"));
    const from = now >= 1 ? 0 : now;
    const begun = performance.now();
    const advance = (time) => {
      const share = Math.min(1, from + Math.max(0, time - begun) / (1000 * PLAY_SECONDS));
      send(scale.value(share));
      if (share < 1) frame = requestAnimationFrame(advance);
      else playing(false);
    };
    frame = requestAnimationFrame(advance);
  }

  range.addEventListener("pointerdown", () => ((held = true), (sent = null), playing(false)));
  range.addEventListener("pointerup", () => ((held = false), settle()));
  range.addEventListener("pointercancel", () => ((held = false), settle()));
  range.addEventListener("input", () => {
    complaint.textContent = "";
    moved(Number(range.value));
  });
  range.addEventListener("pointerrawupdate", (event) => {
    if (held && event.buttons === 1 && values.free()) moved(stopAt(event.clientX));
  });
  box.addEventListener("change", typed);
  box.addEventListener("blur", settle);
  box.addEventListener("keydown", (event) => event.stopPropagation()); // digits are not notebook shortcuts
  play.addEventListener("click", () => playing(frame === null));
  const traits = ["min", "max", "step", "log", "label", "unit", "bands", "marks", "playable"];
  for (const trait of traits) model.on(`change:${trait}`, build);
  model.on("change:value", settle);

  build();
  playing(false);
  return () => {
    playing(false);
    for (const trait of traits) model.off(`change:${trait}`, build);
    model.off("change:value", settle);
    values.stop();
  };
}

export default { render };
