// Whether a page is dark is seen from the colour behind an element: no two hosts name their themes alike.

const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

function behind(el) {
  for (let at = el; at; at = at.parentElement ?? at.getRootNode().host) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = getComputedStyle(at).backgroundColor;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    if (alpha > 127) return (0.3 * red + 0.6 * green + 0.1 * blue) / alpha;
  }
  const { colorScheme } = getComputedStyle(document.documentElement);
  const likesDark = matchMedia("(prefers-color-scheme: dark)").matches;
  return colorScheme.includes("dark") && (likesDark || !colorScheme.includes("light")) ? 0 : 1;
}

// Keep the class fp-dark on an element for as long as what is behind it is dark, and call back when that is known.
function scheme(el, told = () => {}) {
  let later;
  const look = () => {
    const dark = behind(el) < 0.5;
    el.classList.toggle("fp-dark", dark);
    told(dark);
  };
  const soon = () => {
    look();
    clearTimeout(later);
    later = setTimeout(look, 500); // colours may be on their way
  };
  const host = new MutationObserver(soon);
  const placed = new ResizeObserver(look);
  for (const each of [document.documentElement, document.body]) host.observe(each, { attributes: true });
  placed.observe(el);
  const preference = matchMedia("(prefers-color-scheme: dark)");
  preference.addEventListener("change", soon);
  if (el.isConnected) look(); // else once it is placed
  return () => {
    clearTimeout(later);
    host.disconnect();
    placed.disconnect();
    preference.removeEventListener("change", soon);
  };
}
