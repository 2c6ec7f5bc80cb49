/** Every environment by name. A further one takes a file beside this, a line here and a `Pulumi.<name>.yaml`. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { environmentsOf } from "../components/platform/environment";
import { parsePins, withPins } from "../components/platform/pins";
import { dev } from "./dev";
import { production } from "./production";
import { ALL_PARTS } from "./shape";
import { staging } from "./staging";

const PINS = parsePins(readFileSync(path.join(__dirname, "own/pins.yaml"), "utf8"));

export const ENVIRONMENTS = environmentsOf(ALL_PARTS, withPins(PINS, { dev, staging, production }));
