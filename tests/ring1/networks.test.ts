/** Ring 1 on an environment of each kind of network: what the real Node runtime sends equals what is recorded. */
import { NETWORKS } from "../support/networks";
import { compareEach } from "./compare-each";
import { environment } from "./networks/environment";

compareEach("kinds of network", {
    environment,
    folder: "networks",
    key: "kit:network",
    names: Object.keys(NETWORKS),
});
