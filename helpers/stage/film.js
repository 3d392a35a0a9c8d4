// The pictures that a page has seen. The kernel codes each as a step from another: runs of pixels, and what the index of
// each is to be combined with by exclusive or, so the same step leads there and back. Steps are kept, up to KEPT bytes:
// when controls go back to where they were, that picture is shown at once, and the kernel's replaces it when it comes.
const KEPT = 16e6;

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// `say` gets the sentence of what is shown, `follows` the number of a picture that steps may begin from, or, as a
// negative number, that of one whose step begins from a picture that is not there.
function film(canvas, say, follows) {
  const context = canvas.getContext("2d");
  const steps = new Map(); // by number of the picture: { over, bytes, sentence }
  const places = new Map(); // by controls' values, as text: number of the newest picture
  let root; // number of the picture that no step is needed for
  let at; // number of the picture on the canvas
  let newest; // of the kernel's pictures: { number, place }
  let size = 0; // bytes of all steps
  let wanted = null; // where the hand has moved the controls, until all is answered
  let path = []; // the places on its way there that the kernel has not shown yet
  let ahead = null; // the one of them that is on the canvas
  let colours, indices, image, pixels;
  let painted = 0;
  let queue = Promise.resolve();

  const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

  function lay({ columns, palette }, still) {
    colours = new Uint32Array(bytesOf(palette).slice().buffer); // numbers in it begin at whole fours
    indices = still;
    pixels = Uint32Array.from(indices, (index) => colours[index]);
    image = new ImageData(new Uint8ClampedArray(pixels.buffer), columns);
    Object.assign(canvas, { width: columns, height: image.height });
    context.putImageData(image, 0, 0);
    forget(0);
  }

  function forget(number) {
    steps.clear();
    places.clear();
    size = 0;
    at = root = number;
  }

  // Take the step, forth or back.
  function walk({ bytes }) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const runs = view.getUint32(0, true);
    let large = 8 + 2 * runs; // numbers that fit in no byte
    let next = large + 4 * view.getUint32(4, true);
    const number = (where) => (bytes[where] < 255 ? bytes[where] : view.getUint32((large += 4) - 4, true));
    let place = 0;
    for (let run = 0; run < runs; run++) {
      place += number(8 + 2 * run);
      const end = place + number(9 + 2 * run);
      for (; place < end; place++) pixels[place] = colours[(indices[place] ^= bytes[next++])];
    }
  }

  function wayTo(number) {
    const way = [];
    for (; steps.has(number); number = steps.get(number).over) way.push(number);
    return way;
  }

  function turnTo(number) {
    const [here, there] = [wayTo(at), wayTo(number)];
    while (here.length && here.at(-1) === there.at(-1)) (here.pop(), there.pop());
    for (const step of [...here, ...there]) walk(steps.get(step));
    context.putImageData(image, 0, 0);
    canvas.dataset.painted = ++painted;
    say(steps.get(number).sentence);
    at = number;
  }

  function arrived({ number, over, place, ...frame }, sentence, still, bytes) {
    if (still) lay(frame, still);
    if (over !== root && !steps.has(over)) return follows(-number);
    steps.set(number, { over, bytes, sentence });
    size += bytes.length;
    // With another mark in it no picture is one that was kept.
    if (newest?.place?.trails !== place?.trails) expectNothing();
    newest = { number, place };
    const key = JSON.stringify(place);
    places.set(key, number);
    path = path.slice(path.indexOf(key) + 1);
    if (still) follows(number);
    if (path.includes(ahead)) return; // what is shown is newer
    ahead = null;
    turnTo(number);
    if (size > KEPT) forget(number);
  }

  function expectNothing() {
    wanted = ahead = null;
    path = [];
  }

  return {
    take(frame, sentence) {
      const still = frame.still && inflated(bytesOf(frame.still));
      const bytes = frame.deflated ? inflated(bytesOf(frame.patch)) : bytesOf(frame.patch);
      const arrival = async () => arrived(frame, sentence, await still, await bytes);
      return (queue = queue.then(arrival).catch(() => follows(-frame.number))); // what cannot be read was not there
    },
    // Controls are on their way to values, by name. While other pictures are under way, one that was kept is shown only
    // if what stands there was kept too: else the stream would stop until it has come as far.
    hope(values) {
      if (!newest?.place) return;
      wanted = { ...(wanted ?? newest.place), ...values };
      const key = JSON.stringify(wanted);
      path.push(key);
      if (!places.has(key) || (path.length > 1 && ahead === null)) return;
      ahead = key;
      turnTo(places.get(key));
    },
    // All is answered: what the kernel has shown last counts.
    rest() {
      expectNothing();
      if (newest && at !== newest.number) turnTo(newest.number);
    },
  };
}
