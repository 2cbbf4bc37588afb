"use strict";
(function () {
  var form = document.getElementById("filter");
  var items = Array.prototype.slice.call(document.querySelectorAll("#findings > li"));
  var told = document.getElementById("told");
  var names = ["kind", "severity", "gate", "rule", "account"];
  form.hidden = false;

  function show() {
    var wanted = {};
    names.forEach(function (name) { wanted[name] = form.elements[name].value; });
    var words = form.elements.words.value.trim();
    var shown = 0;
    items.forEach(function (item) {
      var fits = names.every(function (name) {
        return wanted[name] === "" || item.getAttribute("data-" + name) === wanted[name];
      });
      fits = fits && (words === "" || item.textContent.indexOf(words) >= 0);
      item.hidden = !fits;
      if (fits) { shown += 1; }
    });
    told.textContent = "列出 " + shown + " 个，共 " + items.length + " 个";
  }

  form.addEventListener("input", show);
  form.addEventListener("reset", function () { setTimeout(show, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  show();
})();
