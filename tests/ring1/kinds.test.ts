/** Ring 1 on an environment of each kind of compute: what the real Node runtime sends equals what is recorded. */
import { KINDS } from "../support/kinds";
import { compareEach } from "./compare-each";
import { environment } from "./kinds/environment";

compareEach("kinds of compute", { environment, folder: "kinds", key: "kit:kind", names: Object.keys(KINDS) });
