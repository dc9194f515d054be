// Runs before the first paint: decides light or dark, so that nothing flashes.
(() => {
  const page = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wish = page.dataset.theme;
    page.dataset.bsTheme = wish === "auto" ? (dark.matches ? "dark" : "light") : wish;
    page.dispatchEvent(new CustomEvent("theme", { bubbles: true }));
  };
  dark.addEventListener("change", apply);
  page.addEventListener("theme-wish", apply);
  apply();
})();
