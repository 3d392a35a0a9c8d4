"""A plain page as host of our scripts, without JupyterLab: the model is an object that remembers what was sent."""

from tests.browser.onscreen import Slider as OnScreen

SHOW = """async ([script, style, traits]) => {
    const sheet = document.createElement("style");
    sheet.textContent = style;
    document.head.append(sheet);
    const { default: { render } } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    const listeners = [];
    const model = {
        sent: [],
        get: (name) => traits[name],
        set: (name, value) => Object.assign(traits, { [name]: value }),
        save_changes: () => {},
        on: (names, act) => listeners.push([names, act]),
        off: () => {},
        tell: (name, ...what) => listeners.filter(([names]) => names.includes(name)).forEach(([, act]) => act(...what)),
        send(message) {
            model.sent.push(message);
            traits.value = Math.min(traits.max, Math.max(traits.min, message.value));
            setTimeout(() => model.tell("msg:custom", { answer: traits.value, number: message.number }));
        },
    };
    const el = document.createElement("div");
    (document.querySelector("#here") ?? document.body).append(el);
    render({ model, el });
    window.models = [...(window.models ?? []), model];
}"""


def put(page, slider):
    """Show a slider on a page; gives it as `tests.browser.onscreen` does."""
    traits = {name: value for name, value in slider.get_state().items() if not name.startswith("_")}
    page.evaluate(SHOW, [slider._esm, slider._css, traits])
    return OnScreen(page.locator(".fp-slider").last)


def sent(page):
    """The values that the newest slider has sent."""
    return page.evaluate("() => window.models.at(-1).sent.map(({ value }) => value)")
