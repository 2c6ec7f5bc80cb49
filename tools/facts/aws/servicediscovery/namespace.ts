/** What namespaces of Cloud Map share. */
import { regionalArn, unverified } from "../../build";
import type { FactsContext, Refusal } from "../../facts";

export function namespaceId(ctx: FactsContext): string {
    return `ns-${ctx.hex("id", 16)}`;
}

export function namespaceArn(ctx: FactsContext): string {
    return regionalArn(ctx, "servicediscovery", `namespace/${namespaceId(ctx)}`);
}

export const NOT_EMPTY: Refusal = {
    during: "delete",
    when: "services are left in it",
    error: "ResourceInUse",
    ...unverified("rule in the Cloud Map API Reference, DeleteNamespace; the text was not seen"),
};
