// What the hand does in a picture: it takes hold of handles, presses the buttons beside the sentence, and does the task
// that stands above. A ring shows each handle. The nearest within reach is taken; sliders follow and are the keys' way.
const REACH = { mouse: 26, touch: 44, pen: 34 }; // CSS pixels

function hand(model, el, figure, canvas) {
  const task = element("p", { class: "fp-task", role: "status" }); // what changes in it is said once
  const frame = element("div", { class: "fp-frame" }); // around the canvas, so that rings have a place
  const held = element("span", { class: "fp-unseen", role: "status" });
  const buttons = element("div", { class: "fp-buttons" });
  canvas.replaceWith(frame);
  frame.append(canvas);
  figure.prepend(task);
  figure.append(buttons, held);

  const values = flow(model, el, () => {});
  let rings = [];
  let taken = null; // the handle in the hand, and how far from its middle it was taken

  const within = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return { box, x: clientX - box.left, y: clientY - box.top };
  };

  function nearest(event) {
    const { box, x, y } = within(event);
    let best = null;
    model.get("places").forEach(([across, down], index) => {
      const [dx, dy] = [across * box.width - x, down * box.height - y];
      const far = Math.hypot(dx, dy); // NaN where the handle is nowhere
      if (far <= (REACH[event.pointerType] ?? REACH.mouse) && !(far >= best?.far)) best = { index, far, dx, dy };
    });
    return best;
  }

  function show(near) {
    canvas.classList.toggle("fp-near", near !== null);
    rings.forEach((ring, index) => ring.classList.toggle("fp-near", index === near?.index));
    canvas.title = near === null ? "" : named(model.get("handles")[near.index]);
  }

  function named({ name, x, y }) {
    const labels = [x, y].filter(Boolean).map(({ description }) => description);
    return labels.length ? `${name}: drag it, or move ${labels.join(" and ")}` : `${name}: drag it`;
  }

  function drag(event) {
    const { box, x, y } = within(event);
    const place = { x: (x + taken.dx) / box.width, y: (y + taken.dy) / box.height };
    const handle = model.get("handles")[taken.index];
    const pushed = {};
    for (const axis of ["x", "y"]) {
      const tie = handle[axis];
      if (!tie) continue;
      const share = (place[axis] - tie.from) / (tie.to - tie.from);
      pushed[tie.control] = scaleOf({ get: (trait) => tie[trait] }).value(share);
    }
    if (handle.x || handle.y) values.push(pushed);
    else values.push({ [`handle ${taken.index}`]: [place.x, place.y] }, null); // the kernel knows which controls follow
  }

  function press(event) {
    const near = event.button === 0 ? nearest(event) : null;
    if (near === null) return;
    event.preventDefault(); // no selection begins
    canvas.setPointerCapture(event.pointerId);
    taken = near;
    canvas.classList.add("fp-held");
    show(near);
    held.textContent = named(model.get("handles")[near.index]);
  }

  function move(event) {
    if (taken === null) show(nearest(event));
    else drag(event);
  }

  function raw(event) {
    if (taken !== null && values.free()) drag(event); // as in slider.js: what can be sent now need not wait
  }

  function release() {
    taken = null;
    canvas.classList.remove("fp-held");
    held.textContent = "";
    show(null);
  }

  // A finger near a handle drags it, anywhere else it scrolls the page.
  function touch(event) {
    const [finger] = event.changedTouches;
    if (nearest({ clientX: finger.clientX, clientY: finger.clientY, pointerType: "touch" })) event.preventDefault();
  }

  function place() {
    model.get("places").forEach(([across, down], index) => {
      const ring = rings[index];
      if (!ring) return;
      ring.hidden = across === undefined;
      ring.style.left = `${100 * across}%`;
      ring.style.top = `${100 * down}%`;
    });
  }

  function ring() {
    rings = model.get("handles").map(() => element("span", { class: "fp-ring" }));
    frame.replaceChildren(canvas, ...rings);
    place();
  }

  function offer() {
    const offered = model.get("actions");
    while (buttons.children.length < offered.length) buttons.append(element("button", { type: "button" }));
    while (buttons.children.length > offered.length) buttons.lastChild.remove();
    offered.forEach(([words, ask], index) => {
      const button = buttons.children[index]; // kept, so that a press during a move is one
      button.disabled = ask === null;
      button.onclick = () => values.push(ask, ask.reset ? null : ask);
      if (button.textContent !== words) button.textContent = words;
    });
  }

  function tell() {
    const reached = model.get("reached");
    const before = reached === "now" ? "✓ Done: " : reached === "before" ? "✓ Task, done before: " : "Task: ";
    task.textContent = model.get("task") && before + model.get("task");
    task.classList.toggle("fp-done", reached !== "");
  }

  canvas.addEventListener("pointerdown", press);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerrawupdate", raw);
  canvas.addEventListener("pointerleave", () => taken === null && show(null));
  canvas.addEventListener("lostpointercapture", release); // let go, or taken away by the browser
  canvas.addEventListener("touchstart", touch, { passive: false });
  const shown = { places: place, handles: ring, actions: offer, task: tell, reached: tell };
  for (const [trait, act] of Object.entries(shown)) model.on(`change:${trait}`, act);
  ring();
  offer();
  tell();
  return () => {
    for (const [trait, act] of Object.entries(shown)) model.off(`change:${trait}`, act);
    values.stop();
  };
}
