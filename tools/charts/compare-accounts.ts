/** The service account that a role trusts: whether the chart makes it, and whether it names the role. */
import type { Claims } from "./claims";
import { type Comparison, NOTHING } from "./comparison";
import type { Rendered } from "./helm";
import { at, textOf } from "./texts";
import { kindOf, nameOf, namespaceOf } from "./workloads";

/** Source: EKS User Guide, associate-service-account-role. */
const ROLE = "eks.amazonaws.com/role-arn";

/** Pod Identity needs no annotation; IRSA hands nothing out without one. */
export function compareAccounts(
    { namespace, pods, serviceAccount }: Claims,
    rendered: Rendered,
): Comparison[] {
    const calling = pods.filter(({ identity }) => identity !== "none");
    if (serviceAccount === undefined || calling.length === 0) return [];
    const account = rendered.objects
        .map(({ object }) => object)
        .filter((object) => kindOf(object) === "ServiceAccount" && nameOf(object) === serviceAccount)
        .find((object) => namespaceOf(object, namespace) === namespace);
    const object = `ServiceAccount/${serviceAccount}`;
    const role = textOf(at(account, "metadata", "annotations", ROLE));
    const isIrsa = calling.some(({ identity }) => identity === "irsa");
    return [
        { object, field: "made", claimed: "true", rendered: String(account !== undefined) },
        {
            object,
            field: "role",
            claimed: isIrsa ? "named" : NOTHING,
            rendered: role === undefined ? NOTHING : "named",
        },
    ];
}
