/** Add-ons the kit does not know, as a shape describes them. */
import { checkNamedPolicies, type PolicyOwner } from "../shared/policy-arns";
import type { Problem } from "../shared/problems";
import { identityFor } from "../shared/workload-identity";
import { grantsOf, kitPodsOf } from "../shared/workload-schema";
import type { OtherAddonWords } from "./addons-schema";
import type { AddonDefinition } from "./definition";
import { ADDON_NAMESPACE } from "./workloads";

/** What a shape says of an add-on the kit does not know, as the kit's own files say it. */
export function otherDefinition({
    identity,
    namespace = ADDON_NAMESPACE,
    onUpdate = "OVERWRITE",
    phase = "core",
    pods,
    preserve = false,
}: OtherAddonWords): AddonDefinition {
    const kind = identity === undefined ? "none" : (identity.kind ?? identityFor("nodes"));
    return {
        phase,
        presence: "on-request",
        onUpdate,
        preserve,
        ...(identity === undefined || kind === "none"
            ? {}
            : {
                  identity: {
                      serviceAccount: { namespace, name: identity.serviceAccount },
                      grants: () => grantsOf(identity),
                      kind: () => kind,
                  },
              }),
        pods: () => kitPodsOf(pods, { phase, namespace, identity: kind }),
    };
}

/** What of them nobody looks at. */
export function noticesOfOthers(others: Readonly<Record<string, OtherAddonWords>>): string[] {
    const unknown = Object.entries(others).filter(([, { pods }]) => pods === "unknown");
    return unknown.map(
        ([addon]) =>
            `The pods of add-on ${addon} are not known to the plan: whether they find a place to run shows at \`up\``,
    );
}

/** Policies that a shape names for their roles; those of add-ons the kit knows it names itself. */
export function checkPolicies(
    others: Readonly<Record<string, OtherAddonWords>> = {},
    owner: PolicyOwner,
): Problem[] {
    return Object.entries(others).flatMap(([name, { identity }]) =>
        checkNamedPolicies(`addons.others.${name}.identity.policyArns`, identity?.policyArns ?? [], owner),
    );
}
