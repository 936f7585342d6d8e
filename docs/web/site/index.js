// Small comforts, one a file. Without them everything is there and every link works.
import "./opening.js";
import "./site.js";
import "./drawers.js";
import "./place.js";
import "./credit.js";
import "./wide.js";
import "./wrap.js";
import "./copy.js";
import "./paste.js";
import "./spoken.js";
import "../search/page.ts";
