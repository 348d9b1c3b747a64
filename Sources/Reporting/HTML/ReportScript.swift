/// The one script of a report, named by its hash in the content security policy.
///
/// It filters, moves and copies. It writes text by `textContent` only and asks nothing of any network.
enum ReportScript {
  /// The script. Without it every row, case and trial is there and can be opened.
  static let text = """
    "use strict";
    (() => {
    const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
    const rows = all("tr[data-case]"), cards = all("details[data-case]");
    const box = document.getElementById("filter"), tool = document.getElementById("find");
    const status = document.getElementById("found"), sheet = document.getElementById("keys");
    const words = {open: "inconclusive", undecided: "inconclusive"};
    const texts = new Map();
    const textOf = card => {
      if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
      return texts.get(card);
    };
    const matches = (card, token) => {
      const negated = token.startsWith("!");
      const rest = negated ? token.slice(1) : token;
      const at = rest.indexOf(":"), key = rest.slice(0, at), value = rest.slice(at + 1);
      const data = card.dataset;
      let found;
      if (key === "v") found = data.v === (words[value] || value);
      else if (key === "sev") found = data.sev === "s" + value.replace(/^s/, "");
      else if (key === "inc") found = data.inc.startsWith(value);
      else if (key === "pat") found = data.pat.startsWith(value);
      else found = textOf(card).includes(rest);
      return found !== negated;
    };
    const filter = () => {
      const tokens = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
      const shown = new Set();
      for (const card of cards) {
        const keep = tokens.every(token => matches(card, token));
        card.hidden = !keep;
        if (keep) shown.add(card.dataset.case);
      }
      for (const row of rows) row.hidden = !shown.has(row.dataset.case);
      status.textContent = tokens.length === 0 ? cards.length + " cases"
        : shown.size === 0 ? "No case fits. Esc clears the filter."
        : shown.size + " of " + cards.length + " cases";
    };
    const remember = () => {
      try { history.replaceState(null, "", box.value ? "#q=" + encodeURIComponent(box.value) : "#cases"); } catch { }
    };
    const reveal = element => {
      for (let up = element; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
      element.scrollIntoView({block: "start"});
    };
    const follow = () => {
      const hash = location.hash.slice(1);
      if (hash.startsWith("q=")) {
        try { box.value = decodeURIComponent(hash.slice(2)); } catch { return; }
        filter();
        return;
      }
      const target = hash && document.getElementById(hash);
      if (target && target.closest("details")) reveal(target);
    };
    let here = -1;
    const visible = () => cards.filter(card => !card.hidden);
    const go = step => {
      const list = visible();
      if (list.length === 0) return;
      here = Math.min(list.length - 1, Math.max(0, here + step));
      for (const card of cards) card.classList.toggle("here", card === list[here]);
      list[here].querySelector("summary").focus({preventScroll: true});
      list[here].scrollIntoView({block: "start"});
    };
    let trial = -1;
    const goTrial = step => {
      const list = all("details.trial[data-outcome=failed]").filter(each => !each.closest("[hidden]"));
      if (list.length === 0) return;
      trial = (trial + step + list.length) % list.length;
      list[trial].open = true;
      const mark = list[trial].querySelector("mark");
      reveal(list[trial]);
      if (mark) mark.scrollIntoView({block: "center"});
      list[trial].querySelector("summary").focus({preventScroll: true});
    };
    const enabled = () => !document.getElementById("nokeys").checked;
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target === box) {
        if (event.key === "Escape") { box.value = ""; filter(); remember(); box.blur(); }
        return;
      }
      if (sheet.open || !enabled() || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
      const acts = {
        "/": () => box.focus(), j: () => go(1), k: () => go(-1), n: () => goTrial(1), p: () => goTrial(-1),
        o: () => { const card = visible()[here]; if (card) card.open = !card.open; }, "?": () => sheet.showModal(),
      };
      if (Object.hasOwn(acts, event.key)) { event.preventDefault(); acts[event.key](); }
    });
    for (const line of all(".cmd")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(line.querySelector("code").textContent);
          button.textContent = "Copied";
        } catch {
          getSelection().selectAllChildren(line.querySelector("code"));
          button.textContent = "Selected";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      line.append(button);
    }
    document.getElementById("showkeys").addEventListener("click", () => sheet.showModal());
    document.getElementById("closekeys").addEventListener("click", () => sheet.close());
    box.addEventListener("input", () => { filter(); remember(); });
    window.addEventListener("hashchange", follow);
    tool.hidden = false;
    filter();
    follow();
    })();
    """
}
