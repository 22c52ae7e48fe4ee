/* Small comforts. Every page works without this file. */

(() => {
  "use strict";

  // htmx notes the address of the page here whatever its settings say; nothing stays in the browser.
  sessionStorage.removeItem("htmx-current-path-for-history");

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except && !menu.contains(except)) menu.open = false;
    }
  };

  document.addEventListener("click", (event) => closeMenus(event.target));

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement?.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // On a phone the section's pages stand in one line to push aside: the present one is in sight.
  const present = document.querySelector(".sectionnav a[aria-current]");
  if (present) {
    const line = present.closest("ul");
    line.scrollLeft = present.offsetLeft - line.offsetLeft - (line.clientWidth - present.offsetWidth) / 2;
  }

  // A frame that has nothing to scroll is no stop for the keyboard.
  const tidyTables = (root) => {
    for (const frame of root.querySelectorAll(".table-wrap")) {
      frame.tabIndex = frame.scrollWidth > frame.clientWidth ? 0 : -1;
    }
  };

  // Filters start open where there is room, folded on phones.
  const openFilters = (root) => {
    if (!window.matchMedia("(min-width: 62rem)").matches) return;
    for (const filters of root.querySelectorAll("[data-open-wide]")) filters.open = true;
  };

  // After an error the summary takes the focus, so that it is read and its links are next.
  const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();

  const prepare = (root) => {
    tidyTables(root);
    openFilters(root);
    focusSummary(root);
  };

  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  if (!window.htmx) document.addEventListener("DOMContentLoaded", () => prepare(document));
  window.addEventListener("resize", () => tidyTables(document));
})();
