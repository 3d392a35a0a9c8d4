// What lives on a page besides its pictures: predictions, kept in the browser and put beside the answer; what was done;
// and all that is folded, which a link into it and the printer open.
(() => {
  const KEPT = "four-pillars";
  const CLOSE = 0.05; // as in helpers/exercises/predictions.py
  const { page } = document.body.dataset;

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {}; // a browser that keeps nothing
    }
  }

  const recall = (kind, key, of = page) => kept()[of]?.[kind]?.[key];

  function keep(kind, key, value, of = page) {
    const all = kept();
    ((all[of] ??= {})[kind] ??= {})[key] = value;
    try {
      localStorage.setItem(KEPT, JSON.stringify(all));
    } catch {
      // the page works all the same
    }
    count();
  }

  function count() {
    for (const place of document.querySelectorAll(".progress")) {
      const words = [["predict", "prediction"], ["fp-task", "task"]].flatMap(([name, word]) => {
        const all = document.querySelectorAll(`.${name}:not(:empty)`).length;
        const done = Object.keys(kept()[page]?.[`${word}s`] ?? {}).length;
        return all ? [`${done} of ${all} ${word}s`] : [];
      });
      place.textContent = words.length ? `Kept in this browser: ${words.join(" and ")}.` : "";
    }
  }

  function isRight(key, expected, given) {
    const typed = document.querySelector(`.predict[data-key="${CSS.escape(key)}"] input[type=text]`);
    if (!typed) return given.startsWith(`${expected}.`);
    const plain = (text) => text.replace("−", "-").replaceAll(",", /^[^\d,]*[1-9]\d{0,2}(,\d{3})+(?![\d,])/.test(text) ? "" : ".");
    const [number, right] = [expected, given].map((text) => Number.parseFloat(plain(text)));
    return Math.abs(number - right) <= CLOSE * Math.max(Math.abs(number), Math.abs(right));
  }

  function answer(details) {
    const { key } = details.dataset;
    const expected = recall("predictions", key);
    const given = details.querySelector(".given");
    details.querySelector("summary").textContent = expected ? "Show the answer" : "Show the answer without a prediction";
    given.dataset.run ??= given.textContent;
    const run = given.dataset.run.replace("The run gives: ", "");
    const verdict = () => (isRight(key, expected, run) ? "Right" : "Not so");
    given.textContent = expected ? `You expected: ${expected}. ${verdict()}. ${given.dataset.run}` : given.dataset.run;
  }

  const answers = () => document.querySelectorAll(".answer").forEach(answer);

  for (const field of document.querySelectorAll(".predict")) {
    const { key } = field.dataset;
    for (const input of field.querySelectorAll("input")) {
      const before = recall("predictions", key);
      if (input.type === "radio") input.checked = input.value === before;
      else input.value = before ?? "";
      input.addEventListener("change", () => {
        keep("predictions", key, input.value.trim());
        answers();
      });
    }
  }
  answers();
  count();

  // What is wider than the page can be scrolled by keys.
  const wide = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", 0);
      else target.removeAttribute("tabindex");
    }
  });
  for (const each of document.querySelectorAll("pre, math[display=block], .wide")) wide.observe(each);

  // On a narrow page the course's names reach beyond its edge.
  document.querySelector("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });

  // A browser starts no Python for a page that was opened by a double click.
  document.getElementById("here")?.toggleAttribute("hidden", location.protocol === "file:");

  function open() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target?.scrollIntoView();
  }
  window.addEventListener("hashchange", open);
  open();
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  window.fourPillars = { keep, recall, count };
})();
