/** Every environment by name. A further one takes a file beside this, a line here and a `Pulumi.<name>.yaml`. */
import { environmentsOf } from "../components/platform/environment";
import { dev } from "./dev";
import { production } from "./production";
import { ALL_PARTS } from "./shape";
import { staging } from "./staging";

export const ENVIRONMENTS = environmentsOf(ALL_PARTS, { dev, staging, production });
