// How values of controls go to the kernel: `push` them as they come, and by the controls' names where the model has
// others. Only so many are on their way at once, and of those that wait only the newest is kept, so pictures arrive at
// the pace of kernel and line and the last one is the right one.
//
// Near, two on their way are enough. Far, there are more while answers come back as quickly as the quickest, and fewer
// when they queue (TCP Vegas counts the same way). The kernel answers in order: an answer tells that earlier ones were
// lost. What stays unanswered for PATIENCE, then for twice as long and so on, is forgotten and sent again, as it is when
// the kernel's line is back.
//
// `rested(answer)` is called when all is answered. While nothing comes back, the explorer has the class fp-silent.
const NEAR = 2;
const MOST = 16;
const PATIENCE = 3000; // milliseconds

function flow(model, el, rested) {
  const onWay = new Map(); // by number: the values, when they were sent, how many were then on their way
  let numbered = 0;
  let waiting = null; // the newest values, by control, when too many are on their way
  let size = NEAR; // so many may be on their way
  let quickest = Infinity; // milliseconds to an answer, with nothing else on its way
  let patience = PATIENCE;
  let timer;
  const explorer = () => el.closest(".fp-explorer") ?? el;
  const tell = (kind, detail) => el.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail })); // to the picture

  function push(values, controls = values) {
    if (controls) tell("fp-hope", controls);
    waiting = { ...waiting, ...values };
    pump();
  }

  function pump() {
    if (waiting === null || onWay.size >= size) return;
    const values = waiting;
    waiting = null; // before it is sent: a recorded kernel answers at once
    onWay.set(++numbered, { values, begun: performance.now(), among: onWay.size + 1 });
    watch();
    try {
      model.send({ ...values, number: numbered });
    } catch {
      explorer().classList.add("jupyter-widgets-disconnected"); // JupyterLab's mark for a lost kernel
    }
  }

  function answered({ answer, number }) {
    if (answer === undefined) return;
    const sent = onWay.get(number);
    if (sent) {
      measure(performance.now() - sent.begun, sent.among);
      patience = PATIENCE;
    }
    for (const earlier of onWay.keys()) if (earlier <= number) onWay.delete(earlier);
    explorer().classList.remove("fp-silent");
    watch();
    pump();
    if (onWay.size > 0) return;
    tell("fp-rest");
    rested(answer);
  }

  // Of those that were on their way together, so many need not have waited for each other; one more may.
  function measure(taken, among) {
    if (among === 1 && quickest < taken) quickest = (3 * quickest + taken) / 4;
    quickest = Math.min(taken, quickest);
    size = Math.min(MOST, Math.max(NEAR, Math.floor((among * quickest) / taken + 1.4)));
  }

  function watch() {
    clearTimeout(timer);
    for (const { begun } of onWay.values()) {
      timer = setTimeout(lost, begun + patience - performance.now());
      return; // the oldest
    }
  }

  function lost() {
    explorer().classList.add("fp-silent");
    patience *= 2; // a kernel that takes longer than that is not asked without end
    again();
  }

  function again() {
    if (onWay.size === 0) return;
    tell("fp-lost"); // a value that did arrive moves nothing the second time, but its picture may be lost
    waiting = Object.assign({}, ...[...onWay.values()].map(({ values }) => values), waiting);
    onWay.clear();
    pump();
  }

  model.on("msg:custom", answered);
  const restored = model.widget_manager?.restored; // in JupyterLab: the kernel is there, at first or again
  restored?.connect(again);
  return {
    push,
    free: () => waiting === null && onWay.size < size,
    idle: () => onWay.size === 0 && waiting === null,
    stop() {
      clearTimeout(timer);
      model.off("msg:custom", answered);
      restored?.disconnect(again);
    },
  };
}
