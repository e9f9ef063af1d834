/** What filters the page; without it everything is there to read. It writes no HTML. */
export const SCRIPT = `
(() => {
  const bar = document.querySelector("[data-filters]");
  if (!bar) return;
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const search = bar.querySelector("input");
  const statuses = [...bar.querySelectorAll("[data-only]")];
  const fold = bar.querySelector("[data-fold]");
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    const chosen = statuses.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.only);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits = text.includes(wanted) && (chosen.length === 0 || chosen.includes(row.dataset.row));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    bar.querySelector("output").textContent = shown === rows.length ? "" : shown + " of " + rows.length + " shown";
  };
  search.addEventListener("input", show);
  for (const one of statuses) {
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") !== "true"));
      show();
    });
  }
  const all = (open) => document.querySelectorAll("details").forEach((one) => { one.open = open; });
  fold.addEventListener("click", () => {
    const open = fold.textContent === "Unfold all";
    all(open);
    fold.textContent = open ? "Fold all" : "Unfold all";
  });
  addEventListener("beforeprint", () => all(true));
  bar.hidden = false;
})();
`;
