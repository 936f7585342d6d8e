/** What docs/scripts gives to every page. */

import { listen } from "./box.ts";
import { markArrival } from "./marks.ts";
import { revealArrivals } from "./reveal.ts";

revealArrivals();
markArrival();
listen();
