/** What every page loads. */

import { listen } from "./box.ts";
import { markArrival } from "./marks.ts";
import { revealArrivals } from "./reveal.ts";

revealArrivals();
markArrival();
listen();
