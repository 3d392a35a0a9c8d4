// Values on a scale: of a slider, and of what is dragged in a picture instead of it.

// Between a value and its share of the track, 0 to 1.
function scaleOf(model) {
  const [min, max, log] = [model.get("min"), model.get("max"), model.get("log")];
  const through = log ? Math.log : (v) => v;
  const back = log ? Math.exp : (v) => v;
  const [a, b] = [through(min), through(max)];
  return {
    share: (value) => Math.min(1, Math.max(0, (through(value) - a) / (b - a))),
    value: (share) => (share <= 0 ? min : share >= 1 ? max : snapped(back(a + share * (b - a)), model)),
  };
}

// Whole steps on a linear scale, five significant digits on a logarithmic one.
function snapped(value, model) {
  if (model.get("log")) return Number(value.toPrecision(5));
  const step = model.get("step");
  return Number((model.get("min") + Math.round((value - model.get("min")) / step) * step).toPrecision(12));
}

// Where only some stops can be shown, that which is nearest along the track; else the value itself.
function stopNear(value, model) {
  const stops = model.get("stops");
  const { share } = scaleOf(model);
  const far = (stop) => Math.abs(share(stop) - share(value));
  return stops.reduce((best, stop) => (far(stop) < far(best) ? stop : best), stops[0] ?? value);
}
