/** Everything a definition claims of its chart beside what Helm made of it in one environment. */
import type { Claims } from "./claims";
import { compareAccounts } from "./compare-accounts";
import { compareDefinitions } from "./compare-definitions";
import { compareHooks, compareRenders } from "./compare-hooks";
import { compareImages } from "./compare-images";
import { comparePods } from "./compare-pods";
import { compareWebhooks } from "./compare-webhooks";
import type { Comparison } from "./comparison";
import { compareGuard } from "./guard";
import type { Rendered } from "./helm";

/** @param again the same chart as an update that changes nothing */
export function compareRendered(claims: Claims, rendered: Rendered, again: Rendered): Comparison[] {
    return [
        ...comparePods(claims, rendered),
        ...compareAccounts(claims, rendered),
        ...compareImages(claims, rendered),
        ...compareWebhooks(claims, rendered),
        ...compareGuard(claims, rendered),
        ...compareDefinitions(claims, rendered),
        ...compareHooks(claims, rendered),
        ...compareRenders(claims, rendered, again),
    ];
}
