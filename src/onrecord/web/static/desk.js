// What only makes reading easier: "/" goes to the search, j and k walk through a list, the clock sets itself.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("main table.events a.tell, main ul.stories a, main ul.found > li > a")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
    if (event.key === "/") { document.getElementById("q")?.focus(); event.preventDefault(); }
    if (event.key === "j" || event.key === "k") {
      const all = rows();
      const next = all.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
      all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
    }
  });
  document.querySelector("form.clock input[type=date]")?.addEventListener("change", (event) => event.target.form.requestSubmit());
})();
