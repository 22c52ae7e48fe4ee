/* Picking many people one after another: after each the search box is empty and ready for the next name. */

(() => {
  "use strict";

  document.addEventListener("ohjaamo:picked", () => {
    const search = document.getElementById("id_people");
    const results = document.getElementById("results");
    // Whoever types the next name already is not disturbed.
    if (document.activeElement === search && results.children.length) return;
    search.value = "";
    search.focus();
  });
})();
