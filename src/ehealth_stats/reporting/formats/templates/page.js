// Lets a reader sort the tables marked for it: a button in each head, the third press brings the first order back.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], rows = [...body.rows], lang = document.documentElement.lang;
  const key = (row, column) => row.cells[column].textContent.trim();
  const number = (text) => {
    const found = text.replace(/[\s\u00a0\u202f]/g, "").replace(/\u2212/g, "-").match(/-?\d[\d.,]*/);
    if (!found) return NaN;
    return parseFloat(lang === "en" ? found[0].replace(/,/g, "") : found[0].replace(/,/g, "."));
  };
  const compare = (column, isNumber) => (one, other) => {
    const [a, b] = [key(one, column), key(other, column)];
    if (!isNumber) return a.localeCompare(b, lang, { numeric: true });
    const [x, y] = [number(a), number(b)];
    return (isNaN(x) - isNaN(y)) || (isNaN(x) ? 0 : x - y);
  };
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")];
      heads.forEach((each) => each.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", next);
      const sorted = next === "none" ? rows : [...rows].sort(compare(column, head.classList.contains("number")));
      body.append(...(next === "descending" ? sorted.reverse() : sorted));
    });
  });
}
