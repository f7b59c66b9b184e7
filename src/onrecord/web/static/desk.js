// What only makes reading easier: "/" goes to the search, j and k walk through a list, the clock sets itself,
// the map follows the ends of its time line, and what comes in is counted while one looks on.
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
  document.addEventListener("change", (event) => { if (event.target.matches("form.clock input[type=date]")) event.target.form.requestSubmit(); });

  const coming = document.querySelector("#coming span");
  const count = async () => {
    const answer = await fetch("/coming").catch(() => null), words = answer?.ok && !answer.redirected ? await answer.text() : null;
    if (words) { coming.textContent = words; setTimeout(count, 1000); }
    else if (words === "") coming.parentElement.firstChild.textContent = "Reports have come in; the last count was: ";
  };
  if (coming) setTimeout(count, 1000);

  const brush = document.querySelector(".brush");
  if (brush) {
    const form = brush.closest("form"), { since, until } = form.elements, [low, high] = brush.querySelectorAll("input[type=range]");
    const day = (n) => new Date(Date.parse(`${brush.dataset.first}T00:00Z`) + n * 864e5).toISOString().slice(0, 10);
    let waiting = 0, asked = 0;
    const show = async () => {
      const mine = ++asked, wanted = [...new FormData(form)].filter(([, value]) => value);
      const address = `${form.action}?${new URLSearchParams(wanted)}`;
      const answer = await fetch(address);
      if (mine !== asked) return; // the ends were moved on
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("there")) { location.assign(address); return; }
      for (const part of ["#there", "form.clock"]) document.querySelector(part).replaceWith(page.querySelector(part));
      history.replaceState(null, "", address);
    };
    brush.hidden = false;
    brush.addEventListener("input", (event) => {
      if (+low.value > +high.value) event.target.value = event.target === low ? high.value : low.value;
      since.value = +low.value > 0 ? day(+low.value) : ""; // at either end of the line nothing bounds
      until.value = +high.value < +high.max ? day(+high.value) : "";
      for (const end of [low, high]) end.setAttribute("aria-valuetext", day(+end.value));
      clearTimeout(waiting);
      waiting = setTimeout(show, 120);
    });
  }
})();
