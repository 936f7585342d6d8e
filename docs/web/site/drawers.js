// The icons that open the drawers are labels of boxes that nobody sees: a pointer can press them without a script, and
// with one they are buttons, for the keyboard, too.
const seen = (button) => button.checkVisibility();
const DRAWERS = { __navigation: ".sidebar-drawer", __toc: ".toc-drawer" };

for (const [id, name] of Object.entries(DRAWERS)) {
  const [box, drawer] = [document.getElementById(id), document.querySelector(name)];
  const buttons = [...document.querySelectorAll(`label[for=${id}]:not(.overlay)`)].map((label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.ariaLabel = box.ariaLabel;
    button.append(...label.childNodes);
    button.addEventListener("click", () => turn(!box.checked));
    label.replaceWith(button);
    return button;
  });
  const tell = () => {
    for (const button of buttons) button.ariaExpanded = box.checked;
    if (!box.checked && drawer.contains(document.activeElement)) document.activeElement.blur(); // it would stay
  };
  const turn = (on) => {
    box.checked = on;
    tell();
    (on ? drawer : buttons.find(seen)).focus();
  };
  drawer.tabIndex = -1;
  addEventListener("keydown", (event) => {
    const open = box.checked || drawer.contains(document.activeElement);
    if (event.key === "Escape" && open && buttons.some(seen)) turn(false);
  });
  box.addEventListener("change", tell);
  tell();
}
