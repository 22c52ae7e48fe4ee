/* Shows how the detailed counts add up while they are typed. The server checks the same without this file. */

(() => {
  "use strict";

  const total = document.querySelector("[data-headcount]");
  if (!total) return;

  const show = (group) => {
    const typed = [...group.querySelectorAll("input")].map((input) => Number.parseInt(input.value, 10) || 0);
    const sum = typed.reduce((all, one) => all + one, 0);
    const heads = Number.parseInt(total.value, 10) || 0;
    const output = group.querySelector("output");
    output.hidden = sum === 0;
    output.textContent = `${sum} / ${heads}`;
    output.classList.toggle("is-over", sum > heads);
  };

  const groups = document.querySelectorAll("[data-counts]");
  for (const group of groups) {
    group.addEventListener("input", () => show(group));
    show(group);
  }
  total.addEventListener("input", () => groups.forEach(show));
})();
