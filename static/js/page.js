// Small words shared by the modules: the translated texts of the page, its token, a cookie.
const shelf = document.getElementById("words");

export const words = shelf ? shelf.dataset : {};

export function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

export function token() {
  const headers = document.body.getAttribute("hx-headers");
  return headers ? JSON.parse(headers)["X-CSRFToken"] : "";
}

export function send(url, values) {
  return fetch(url, { method: "POST", headers: { "X-CSRFToken": token() }, body: new URLSearchParams(values) });
}

// Private windows may refuse storage: nothing to remember then.
export function kept(key, isShort = false) {
  try {
    return (isShort ? sessionStorage : localStorage).getItem(key);
  } catch {
    return null;
  }
}

export function keep(key, value, isShort = false) {
  try {
    const shelf = isShort ? sessionStorage : localStorage;
    if (value === null) shelf.removeItem(key);
    else shelf.setItem(key, value);
  } catch {
    return;
  }
}

// Runs `set` on what is on the page now and on what htmx brings later.
export function onContent(set) {
  set(document);
  document.body.addEventListener("htmx:load", (event) => set(event.detail.elt));
}

// The matching elements of a fragment, the fragment itself included.
export function within(root, selector) {
  const inside = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...inside] : inside;
}
