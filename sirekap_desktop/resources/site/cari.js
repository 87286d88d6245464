// Finds desa and TPS in the index that stands beside this file; works from a folder, without a server.
(function () {
  "use strict";
  var index = window.SIREKAP_INDEKS;
  var input = document.getElementById("cari");
  var list = document.getElementById("cari-hasil");
  var news = document.getElementById("cari-kabar");
  var MOST = 30;

  function plain(text) {
    return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  }

  // "1-12,901" -> [1, 2, ..., 12, 901]
  function numbers(ranges) {
    var found = [];
    ranges.split(",").forEach(function (range) {
      var ends = range.split("-").map(Number);
      for (var n = ends[0]; n <= ends[ends.length - 1]; n++) { found.push(n); }
    });
    return found;
  }

  function padded(number) {
    return ("00" + number).slice(-3);
  }

  // What is looked for: words of a desa's name, and the number of a TPS or a code.
  function asked(text) {
    var words = plain(text).split(" ").filter(function (word) { return word && word !== "tps" && word !== "desa"; });
    return {
      names: words.filter(function (word) { return !/^[0-9]+$/.test(word); }),
      digits: words.filter(function (word) { return /^[0-9]+$/.test(word); })
    };
  }

  function named(desa, words) {
    var name = " " + plain(desa[1]);
    return words.every(function (word) { return name.indexOf(" " + word) >= 0 || (word.length > 2 && name.indexOf(word) >= 0); });
  }

  function has(desa, number) {
    return numbers(desa[2]).indexOf(number) >= 0;
  }

  function find(text) {
    var wanted = asked(text), found = [];
    if (!wanted.names.length && !wanted.digits.length) { return found; }
    index.desa.forEach(function (desa) {
      if (!named(desa, wanted.names)) { return; }
      if (!wanted.digits.length) { found.push([desa, 0]); return; }
      if (wanted.digits.length > 1) { return; }
      var digits = wanted.digits[0];
      if (digits.length === 13) {
        if (digits.slice(0, 10) === desa[0] && has(desa, Number(digits.slice(10)))) { found.push([desa, Number(digits.slice(10))]); }
      } else if (digits.length > 3) {
        if (desa[0].indexOf(digits) === 0) { found.push([desa, 0]); }
      } else if (has(desa, Number(digits))) {
        found.push([desa, Number(digits)]);
      }
    });
    return found;
  }

  function entry(desa, number) {
    var item = document.createElement("li");
    var name = document.createElement("div");
    name.textContent = number ? desa[1] + ", TPS " + padded(number) : desa[1];
    item.appendChild(name);
    desa[3].forEach(function (at) {
      var ballot = index.pemilihan[at], link = document.createElement("a");
      link.href = ballot[0] + "/" + desa[0] + (number ? padded(number) : "") + ".html";
      link.textContent = ballot[1];
      item.appendChild(link);
    });
    return item;
  }

  function show() {
    var found = find(input.value);
    list.textContent = "";
    found.slice(0, MOST).forEach(function (one) { list.appendChild(entry(one[0], one[1])); });
    if (!plain(input.value)) { news.textContent = ""; return; }
    news.textContent = found.length === 0 ? "Tidak ada desa atau TPS seperti itu."
      : found.length > MOST ? found.length + " ditemukan, " + MOST + " ditampilkan. Tambahkan huruf nama desanya." : found.length + " ditemukan.";
  }

  document.getElementById("cari-mati").hidden = true;
  input.addEventListener("input", show);
  show();
})();
