/* The picture of a short text that a camera reads (ISO/IEC 18004): bytes, with the lowest of the four levels of
   correction, since a screen gets no stains. Pure. The tables below are those of the standard for that level. */
(function () {
  "use strict";

  var CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30]; // bytes in a block, by version
  var BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6];
  var MOST = 718; // bytes that the largest of these versions holds

  /* Bits of a symbol that are neither pattern nor format. */
  function room(version) {
    var aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
    return (16 * version + 128) * version + 64 - (aligned ? (25 * aligned - 10) * aligned - 55 : 0) - (version > 6 ? 36 : 0);
  }

  function capacity(version) { return Math.floor(room(version) / 8) - CHECKS[version - 1] * BLOCKS[version - 1]; }

  /* The product of two elements of the field with 256 of them. */
  function times(a, b) {
    var made = 0;
    for (var bit = 7; bit >= 0; bit -= 1) {
      made = (made << 1) ^ ((made >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
    }
    return made;
  }

  /* The polynomial whose roots are the first so many powers of 2, without its leading 1. */
  function generator(degree) {
    var made = [1];
    for (var place = 0, root = 1; place < degree; place += 1, root = times(root, 2)) {
      made = made.concat(0).map(function (one, at) { return one ^ (at ? times(made[at - 1], root) : 0); });
    }
    return made.slice(1);
  }

  function remainder(data, by) {
    var rest = by.map(function () { return 0; });
    data.forEach(function (byte) {
      var factor = byte ^ rest.shift();
      rest.push(0);
      rest = rest.map(function (one, at) { return one ^ times(by[at], factor); });
    });
    return rest;
  }

  /* The bytes of a text with mode, length and filling. */
  function data(bytes, version) {
    var bits = [];
    function add(value, length) {
      for (var bit = length - 1; bit >= 0; bit -= 1) {
        bits.push((value >>> bit) & 1);
      }
    }
    var all = 8 * capacity(version);
    add(4, 4);
    add(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach(function (byte) { add(byte, 8); });
    add(0, Math.min(4, all - bits.length));
    add(0, (8 - bits.length % 8) % 8);
    for (var fill = 0xec; bits.length < all; fill ^= 0xec ^ 0x11) {
      add(fill, 8);
    }
    return bytesOf(bits);
  }

  function bytesOf(bits) {
    var made = [];
    for (var at = 0; at < bits.length; at += 8) {
      made.push(parseInt(bits.slice(at, at + 8).join(""), 2));
    }
    return made;
  }

  /* Data and checks in the order in which they are drawn: a byte of each block in turn; the last blocks have one more. */
  function codewords(bytes, version) {
    var count = BLOCKS[version - 1];
    var by = generator(CHECKS[version - 1]);
    var short = Math.floor(bytes.length / count);
    var longer = count - bytes.length % count;
    var blocks = [];
    for (var start = 0, number = 0; number < count; number += 1) {
      var end = start + short + (number >= longer ? 1 : 0);
      blocks.push(bytes.slice(start, end));
      start = end;
    }
    return inTurn(blocks).concat(inTurn(blocks.map(function (block) { return remainder(block, by); })));
  }

  function inTurn(blocks) {
    var made = [];
    for (var at = 0; at < blocks[blocks.length - 1].length; at += 1) {
      blocks.forEach(function (block) { made.push(block[at]); });
    }
    return made.filter(function (byte) { return byte !== undefined; });
  }

  /* Rows of modules, and beside them which are patterns or format, and so no data. */
  function empty(size) {
    function rows() { return Array.from({ length: size }, function () { return new Array(size).fill(0); }); }
    return { size: size, dark: rows(), fixed: rows() };
  }

  function set(symbol, x, y, isDark) {
    symbol.dark[y][x] = isDark ? 1 : 0;
    symbol.fixed[y][x] = 1;
  }

  /* Squares in one another round a center: dark but for the rings at the distances that are light. */
  function rings(symbol, x, y, reach, light) {
    for (var dy = -reach; dy <= reach; dy += 1) {
      for (var dx = -reach; dx <= reach; dx += 1) {
        if (symbol.dark[y + dy] && x + dx >= 0 && x + dx < symbol.size) {
          set(symbol, x + dx, y + dy, light.indexOf(Math.max(Math.abs(dx), Math.abs(dy))) < 0);
        }
      }
    }
  }

  function alignment(version) {
    var count = Math.floor(version / 7) + 2;
    var step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    var made = [];
    for (var at = version * 4 + 10; version > 1 && made.length < count - 1; at -= step) {
      made.unshift(at);
    }
    return version > 1 ? [6].concat(made) : [];
  }

  function patterns(symbol, version) {
    var last = symbol.size - 1;
    for (var at = 0; at <= last; at += 1) {
      set(symbol, 6, at, at % 2 === 0);
      set(symbol, at, 6, at % 2 === 0);
    }
    [[3, 3], [last - 3, 3], [3, last - 3]].forEach(function (corner) { rings(symbol, corner[0], corner[1], 4, [2, 4]); });
    var places = alignment(version);
    places.forEach(function (x) {
      places.forEach(function (y) {
        var isCorner = (x === 6 && y === 6) || (x === 6 && y === last - 6) || (x === last - 6 && y === 6);
        if (!isCorner) {
          rings(symbol, x, y, 2, [1]);
        }
      });
    });
    if (version > 6) {
      versionBits(symbol, version);
    }
  }

  /* A number with its check bits. */
  function checked(value, length, by) {
    var rest = value;
    for (var bit = 0; bit < length; bit += 1) {
      rest = (rest << 1) ^ ((rest >>> (length - 1)) * by);
    }
    return (value << length) | rest;
  }

  function versionBits(symbol, version) {
    var bits = checked(version, 12, 0x1f25);
    for (var at = 0; at < 18; at += 1) {
      var far = symbol.size - 11 + at % 3;
      set(symbol, far, Math.floor(at / 3), (bits >>> at) & 1);
      set(symbol, Math.floor(at / 3), far, (bits >>> at) & 1);
    }
  }

  /* Level and mask, twice: round the first corner, and beside the two others. */
  function formatBits(symbol, mask) {
    var bits = checked(8 | mask, 10, 0x537) ^ 0x5412;
    for (var at = 0; at < 15; at += 1) {
      var isDark = (bits >>> at) & 1;
      var near = at < 6 ? at : at < 8 ? at + 1 : at === 8 ? 7 : 14 - at;
      set(symbol, at < 8 ? 8 : near, at < 8 ? near : 8, isDark);
      set(symbol, at < 8 ? symbol.size - 1 - at : 8, at < 8 ? 8 : symbol.size - 15 + at, isDark);
    }
    set(symbol, 8, symbol.size - 8, true);
  }

  /* Bits in columns of two, from the right, up and down in turn, past what is fixed. */
  function draw(symbol, bytes) {
    var next = 0;
    for (var right = symbol.size - 1; right > 0; right -= 2) {
      right = right === 6 ? 5 : right;
      for (var step = 0; step < symbol.size; step += 1) {
        var y = (right + 1) & 2 ? step : symbol.size - 1 - step;
        for (var x = right; x > right - 2; x -= 1) {
          if (!symbol.fixed[y][x]) {
            symbol.dark[y][x] = (bytes[next >>> 3] >>> (7 - (next & 7))) & 1;
            next += 1;
          }
        }
      }
    }
  }

  var MASKS = [
    function (x, y) { return (x + y) % 2; },
    function (_, y) { return y % 2; },
    function (x) { return x % 3; },
    function (x, y) { return (x + y) % 3; },
    function (x, y) { return (Math.floor(x / 3) + Math.floor(y / 2)) % 2; },
    function (x, y) { return x * y % 2 + x * y % 3; },
    function (x, y) { return (x * y % 2 + x * y % 3) % 2; },
    function (x, y) { return ((x + y) % 2 + x * y % 3) % 2; }
  ];

  /* A copy with a mask over the data, and the format that names it. */
  function masked(symbol, mask) {
    var made = { size: symbol.size, fixed: symbol.fixed, dark: symbol.dark.map(function (row, y) {
      return row.map(function (one, x) { return symbol.fixed[y][x] || MASKS[mask](x, y) ? one : 1 - one; });
    }) };
    formatBits(made, mask);
    return made.dark;
  }

  /* How hard a picture is to read, by the four rules of the standard: long runs, squares, look-alikes of corners, shade. */
  function penalty(rows) {
    var columns = rows.map(function (_, at) { return rows.map(function (row) { return row[at]; }); });
    var made = rows.concat(columns).reduce(function (sum, line) {
      var text = line.join("");
      var runs = (text.match(/0{5,}|1{5,}/g) || []).reduce(function (all, run) { return all + run.length - 2; }, 0);
      return sum + runs + 40 * (text.match(/(?=10111010000|00001011101)/g) || []).length;
    }, 0);
    var dark = 0;
    rows.forEach(function (row, y) {
      row.forEach(function (one, x) {
        var four = y && x ? one + row[x - 1] + rows[y - 1][x] + rows[y - 1][x - 1] : 1;
        made += four % 4 ? 0 : 3;
        dark += one;
      });
    });
    return made + 10 * Math.floor(Math.abs(dark * 20 / (rows.length * rows.length) - 10));
  }

  /* Rows of 1 for dark and 0 for light, for a text of at most MOST bytes. */
  function rows(text) {
    var bytes = Array.from(new TextEncoder().encode(text));
    var version = CHECKS.findIndex(function (_, at) { return bytes.length + (at < 9 ? 2 : 3) <= capacity(at + 1); }) + 1;
    var symbol = empty(version * 4 + 17);
    patterns(symbol, version);
    formatBits(symbol, 0);
    draw(symbol, codewords(data(bytes, version), version));
    return MASKS.map(function (_, mask) { return masked(symbol, mask); })
      .map(function (made) { return { rows: made, penalty: penalty(made) }; })
      .sort(function (a, b) { return a.penalty - b.penalty; })[0].rows;
  }

  window.dyad.qr = { MOST: MOST, rows: rows };
})();
