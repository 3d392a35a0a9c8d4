// Recorded explorers: in place of a kernel stands a film (tools/site/film.py), which loads when its picture comes near.
// The picture and the sliders are those of JupyterLab (helpers/stage); the other controls are made here.
(() => {
  const NEAR = "1000px"; // how far below the window a film begins to load: Tab finds no control where none is yet
  const SHARP = 1.25; // from which pixel ratio of the screen on a film of twice as many columns is shown
  const PATIENCE = 5000; // milliseconds until a file that was read counts as none
  const films = {}; // by name: what waits for the file
  const read = {}; // by name: the promise of the film
  const LOST = "The recorded pictures could not be read, so this one stands still. Everything else works.";
  const BACK = "Recorded with the other controls where they opened, so those went back. In the notebook all move together.";
  const { stage, sharp } = window.fourPillars; // { picture, slider }, names of films for sharper screens: from stage.js

  window.fourPillars.film = (name, text) => films[name](text);

  async function inflated(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function unpacked(text) {
    const all = await inflated(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
    const length = new DataView(all.buffer).getUint32(0, true);
    let at = 4 + length;
    const next = (size) => all.subarray(at, (at += size));
    const film = JSON.parse(new TextDecoder().decode(all.subarray(4, at)));
    film.grounds = film.grounds.map((sizes) => sizes.map(next));
    film.places = film.places.map((values) => Object.fromEntries(film.controls.map(({ name }, index) => [name, values[index]])));
    const stills = await Promise.all(film.grounds.map(([still]) => inflated(still)));
    const frames = film.frames.map(([actions, ground, over, _runs, _large, _colours, words, state, track, done, places, marks]) => ({
      ground, still: stills[ground], over, done, places, marks, step: [],
      actions: film.actions[actions], sentence: film.sentences[words], state: film.states[state], tracks: film.tracks[track],
    }));
    for (const part of [0, 1, 2]) frames.forEach(({ step }, index) => (step[part] = next(film.frames[index][3 + part])));
    film.frames = [null, ...frames];
    return film;
  }

  // Go through the runs of pixels that a step changes: `act` is told the place in the picture, that among the colours,
  // and the size.
  function runs([lengths, large], act) {
    const numbers = new DataView(large.buffer, large.byteOffset);
    let [place, from, read] = [0, 0, 0];
    lengths.forEach((length, index) => {
      const size = length < 255 ? length : numbers.getUint32((read += 4) - 4, true);
      if (index % 2) act(place, from, size);
      place += size;
      from += (index % 2) * size;
    });
  }

  // What the step of a picture begins from.
  function before(film, { over, still }) {
    if (!over) return still.slice();
    const pixels = before(film, film.frames[over]);
    const { step } = film.frames[over];
    runs(step, (place, from, size) => pixels.set(step[2].subarray(from, from + size), place));
    return pixels;
  }

  // The step as film.js wants it: lengths counted, and colours combined with those before (Palette.patch).
  function patched(film, frame) {
    const [lengths, large, colours] = frame.step;
    const bytes = new Uint8Array(8 + lengths.length + large.length + colours.length);
    const pixels = before(film, frame);
    const head = new DataView(bytes.buffer);
    head.setUint32(0, lengths.length / 2, true);
    head.setUint32(4, large.length / 4, true);
    bytes.set(lengths, 8);
    bytes.set(large, 8 + lengths.length);
    const combined = bytes.subarray(8 + lengths.length + large.length);
    runs(frame.step, (place, from, size) => {
      for (let at = 0; at < size; at++) combined[from + at] = colours[from + at] ^ pixels[place + at];
    });
    return bytes;
  }

  // What a widget's two halves share, without a kernel: `told` is called with what the page sends or saves.
  function model(traits, told) {
    const calls = new Map();
    const emit = (kind, value) => calls.get(kind)?.forEach((call) => call(value));
    return {
      get: (name) => traits[name],
      set(changed, value) {
        if (typeof changed === "string") changed = { [changed]: value };
        const names = Object.keys(changed).filter((name) => traits[name] !== changed[name]);
        Object.assign(traits, changed);
        for (const name of names) emit(`change:${name}`);
      },
      on: (kind, call) => calls.set(kind, (calls.get(kind) ?? new Set()).add(call)),
      off: (kind, call) => calls.get(kind)?.delete(call),
      save_changes: () => told(traits),
      send(message) {
        told(traits, message);
        if ("number" in message) queueMicrotask(() => emit("msg:custom", { answer: traits.value ?? true, number: message.number }));
      },
    };
  }

  function play(light, figure, name) {
    const page = figure.dataset.film.replace(/-\d+$/, "");
    let film = light; // or that of photographs on a dark screen
    const start = film.places[0];
    const names = film.controls.map(({ name }) => name);
    const log = Object.fromEntries(film.controls.map((each) => [each.name, each.log]));
    const exact = new Map(film.places.map((values, index) => [key(values), index + 1]));
    const task = film.task && window.fourPillars.recall("tasks", film.task, page);
    const visited = new Set(); // pictures whose marks stay
    let now = start;
    let shown = 0; // number of the picture
    let laid; // the ground under it
    let fed; // pictures that film.js has since then
    let dark = false;

    function key(values) {
      return names.map((name) => values[name]).join();
    }

    const apart = (name, a, b) => (log[name] ? Math.abs(Math.log(a / b)) : Math.abs(a - b));
    const nearest = (name, values, wanted) =>
      values.reduce((best, value) => (apart(name, value, wanted) < apart(name, best, wanted) ? value : best));

    // The recorded place for some controls' new values which leaves most of the others where they are, and its sheet.
    function place(asked) {
      let best = null;
      for (const [axes, numbers] of film.sheets) {
        if (!Object.keys(asked).every((name) => axes.some(([axis]) => axis === name))) continue;
        const values = { ...start };
        let number = 0;
        for (const [name, line] of axes) {
          values[name] = nearest(name, line, asked[name] ?? now[name]);
          number = number * line.length + line.indexOf(values[name]);
        }
        const kept = names.filter((name) => name in asked || values[name] === now[name]).length;
        if (!(kept <= best?.kept)) best = { kept, values, axes, number: numbers[number] };
      }
      return best;
    }

    function go(asked) {
      const there = exact.get(key({ ...now, ...asked }));
      const found = there ? { number: there } : place(asked);
      if (!found) return;
      const { number, axes } = found;
      const values = film.places[number - 1];
      const back = names.some((name) => !(name in asked) && values[name] !== now[name] && !axes?.some(([axis]) => axis === name));
      show(number, back);
    }

    // A handle that no two controls are the coordinates of: the picture in which it lies nearest to the hand, and all
    // else lies nearest to where it is.
    function drag(index, [x, y]) {
      const far = (a, b) => (a?.length && b?.length ? (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 : 1);
      const here = film.frames[shown].places;
      const chosen = names.filter((name) => log[name] === undefined);
      let best = { cost: Infinity };
      film.places.forEach((values, at) => {
        if (chosen.some((name) => values[name] !== now[name])) return;
        const { places } = film.frames[at + 1];
        const others = places.reduce((sum, each, other) => (other === index ? sum : sum + far(each, here[other])), 0);
        const cost = far(places[index], [x, y]) + 0.05 * others;
        if (cost < best.cost) best = { cost, number: at + 1 };
      });
      if (best.number) show(best.number);
    }

    function ask(message) {
      const { number, page: _page, rested: _rested, ...asked } = message;
      const [name, value] = Object.entries(asked)[0] ?? [];
      if (asked.reset) {
        visited.clear();
        show(1);
      } else if (asked.frame) show(asked.frame);
      else if (name?.startsWith("handle ")) drag(Number(name.slice(7)), value);
      else if (name) go(asked);
    }

    // Give film.js a picture, after those on the way to it that it has not got.
    function feed(number) {
      const { ground } = film.frames[number];
      const [still, ...palettes] = film.grounds[ground];
      const whole = ground === laid ? {} : { still, palette: palettes[Number(dark)], columns: film.columns };
      if (ground !== laid) fed = new Set();
      laid = ground;
      const way = [number];
      for (let over = film.frames[number].over; over && !fed.has(over); over = film.frames[over].over) way.unshift(over);
      way.forEach((each, index) => {
        const frame = film.frames[each];
        const { over, sentence } = frame;
        frame.patch ??= patched(film, frame);
        const more = index === 0 ? whole : {};
        picture.set({ sentence, frame: { number: each, over, place: null, patch: frame.patch, ahead: each !== number, ...more } });
        fed.add(each);
      });
    }

    function show(number, back = false) {
      const frame = film.frames[number];
      if (number !== shown || laid === undefined) feed(number);
      shown = number;
      now = film.places[number - 1];
      picture.set({ places: frame.places, actions: frame.actions });
      for (const [name, each] of Object.entries(models)) {
        const { axes } = place({ [name]: now[name] }) ?? {};
        const [bands, marks] = frame.tracks[name] ?? tracks[name];
        each.set({ value: now[name], stops: axes?.find(([axis]) => axis === name)[1] ?? [], bands, marks });
      }
      for (const twin of twins) twin();
      Object.assign(box.dataset, { place: JSON.stringify(now), state: frame.state });
      visited.add(number);
      trail();
      note.textContent = back ? BACK : "";
      if (!frame.done || picture.get("reached") === "now") return;
      picture.set("reached", "now");
      window.fourPillars.keep("tasks", film.task, true, page);
      if ("answer" in now) go({ answer: 1 });
    }

    // Marks of the places where the hand has been, with the controls as they are that a trail is for; the one where it is
    // stands in the picture itself, under a dot that other marks leave free.
    function trail() {
      const alike = (number) => (film.anew ?? []).every((name) => film.places[number - 1][name] === now[name]);
      const marks = [...visited].filter((each) => each !== shown && alike(each)).flatMap((each) => film.frames[each].marks);
      const canvas = box.querySelector("canvas");
      if (!canvas || (!marks.length && !over.width)) return;
      if (!over.isConnected) canvas.after(over);
      Object.assign(over, { width: canvas.width, height: canvas.height });
      const context = over.getContext("2d");
      const colours = film.grounds[laid][1 + Number(dark)];
      const ratio = film.columns / film.width;
      const disc = (x, y, size) => {
        context.beginPath();
        context.arc(x * over.width, y * over.height, (ratio * size) / 2, 0, 7);
        context.fill();
      };
      context.lineWidth = 0.5 * ratio;
      context.strokeStyle = "#808080";
      for (const [x, y, index, size] of marks) {
        context.fillStyle = `rgb(${colours.subarray(4 * index, 4 * index + 3).join()})`;
        disc(x, y, size);
        context.stroke();
      }
      context.globalCompositeOperation = "destination-out";
      for (const [x, y, , , dot] of film.frames[shown].marks) disc(x, y, dot);
    }

    function told(traits, message) {
      if (message) return ask(message);
      if (traits.follows >= 0 && traits.dark === dark) return;
      traits.follows = 0;
      dark = traits.dark;
      film = light;
      whole();
      if (dark && light.photographs) load(`${name}-dark`).then((other) => dark && whole((film = other)));
    }

    // film.js needs the whole picture.
    function whole() {
      laid = undefined;
      show(shown);
    }

    // Controls that are no sliders, as ipywidgets shows them
    function twin({ name, kind, description, options }) {
      const has = place({ [name]: now[name] });
      const words = has ? description : `${description} (not recorded)`;
      const row = document.createElement("div");
      if (kind === "Checkbox") {
        row.innerHTML = '<label class="twin"><input type="checkbox"> </label>';
        row.firstChild.append(words);
        const [input] = row.getElementsByTagName("input");
        input.disabled = !has;
        input.addEventListener("change", () => go({ [name]: Number(input.checked) }));
        twins.push(() => (input.checked = Boolean(now[name])));
        return row;
      }
      row.className = "widget-toggle-buttons";
      row.setAttribute("role", "group");
      row.setAttribute("aria-label", words);
      const label = document.createElement("span");
      label.className = "widget-label";
      label.textContent = words;
      const buttons = options.map((option, index) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: option, className: "widget-toggle-button", disabled: !has });
        button.addEventListener("click", () => go({ [name]: index }));
        return button;
      });
      row.append(label, ...buttons);
      twins.push(() => buttons.forEach((button, index) => button.setAttribute("aria-pressed", index === now[name])));
      return row;
    }

    const tracks = {}; // bands and marks where the explorer opens
    const models = {}; // of the sliders
    const twins = []; // brings each of the other controls up to date
    const box = document.createElement("div");
    const view = document.createElement("div");
    const note = document.createElement("p");
    const over = Object.assign(document.createElement("canvas"), { className: "trail", width: 0 });
    box.className = "fp-explorer";
    note.className = "note";
    note.setAttribute("role", "status");
    const { label, width, handles } = film;
    const reached = task ? "before" : "";
    const traits = { label, width, handles, task: film.task, reached, dark, pixel_ratio: 1, follows: 0, frame: {} };
    const picture = model({ ...traits, places: [], actions: [] }, told);
    const rows = film.controls.map((control) => {
      if (!("log" in control)) return twin(control);
      const { name, description } = control;
      const has = place({ [name]: now[name] });
      tracks[name] = [control.bands, control.marks];
      models[name] = model(
        { ...control, value: now[name], stops: [], continuous_update: true, disabled: !has, description: has ? description : `${description} (not recorded)` },
        (_traits, message) => message && go({ [name]: message.value }),
      );
      return document.createElement("div");
    });
    show(1);
    box.append(view, note, ...rows);
    figure.replaceWith(box);
    stage.picture({ model: picture, el: view });
    film.controls.forEach(({ name }, index) => models[name] && stage.slider({ model: models[name], el: rows[index] }));
    const { still, sentence } = film.frames[shown]; // so that nothing moves while they are read
    Object.assign(box.querySelector("canvas"), { width: film.columns, height: still.length / film.columns });
    box.querySelector("figcaption").textContent = sentence;
    window.fourPillars.count();
  }

  // A film that a page shows twice is read once.
  function load(name) {
    read[name] ??= new Promise((done, lost) => {
      const script = document.createElement("script");
      films[name] = (text) => unpacked(text).then(done, lost);
      script.src = `films/${name}.js`;
      script.addEventListener("error", lost);
      script.addEventListener("load", () => setTimeout(lost, PATIENCE)); // of a file that says something else
      document.head.append(script);
    });
    return read[name];
  }

  function begin(figure) {
    const { film } = figure.dataset;
    const name = window.devicePixelRatio > SHARP && sharp.includes(film) ? `sharp-${film}` : film;
    const lost = () => {
      const line = document.createElement("p");
      line.className = "note";
      line.textContent = LOST;
      figure.append(line);
    };
    load(name).then((found) => play(found, figure, name), lost);
  }

  const near = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        begin(target);
      }
    },
    { rootMargin: NEAR },
  );
  for (const figure of document.querySelectorAll("[data-film]")) near.observe(figure);
})();
