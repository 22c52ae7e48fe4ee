/* Shows how many characters are written where there is a limit. The help text says the limit without this file. */

(() => {
  "use strict";

  for (const field of document.querySelectorAll("[data-count]")) {
    const most = Number(field.dataset.count);
    const count = document.createElement("output");
    count.className = "count";
    count.setAttribute("aria-hidden", "true");
    const show = () => {
      const length = [...field.value.trim()].length;
      count.textContent = `${length} / ${most}`;
      count.classList.toggle("is-over", length > most);
    };
    field.after(count);
    field.addEventListener("input", show);
    show();
  }
})();
