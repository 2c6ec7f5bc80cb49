/** Objects of kind SecurityGroupPolicy: what the API server takes and nothing acts on. Pure. */
import type { NetworkWords } from "../network/vpc-schema";
import type { PlacedProblem } from "../platform/part";
import { SECURITY_GROUP_ID } from "../shared/node-access";
import { idOf, listOf, mapOf, problemAt, textOf, type WrittenManifest } from "./manifest";

/** Source: EKS User Guide, security-groups-pods-deployment: an interface has one to five groups. */
const MAX_GROUPS = 5;

/**
 * @param hasFargate whether pods run on Fargate, which gives each its groups by itself: EKS User Guide, security-groups-for-pods
 */
export function checkSecurityGroupPolicies(
    objects: readonly WrittenManifest[],
    { pods }: Pick<NetworkWords, "pods">,
    hasFargate: boolean,
): PlacedProblem[] {
    const policies = objects.filter(({ manifest }) => idOf(manifest).kind === "SecurityGroupPolicy");
    const isRead = pods?.securityGroups !== undefined || hasFargate;
    return policies.flatMap((one) => [
        ...(isRead
            ? []
            : [
                  problemAt(one, "kind", {
                      what: "no pod would get these security groups: network.pods.securityGroups says nothing",
                      got: "SecurityGroupPolicy",
                      remedy: 'Write network: { pods: { securityGroups: { enforcing: "standard" } } }',
                  }),
              ]),
        ...checkGroups(one),
    ]);
}

function checkGroups(one: WrittenManifest): PlacedProblem[] {
    const place = "spec.securityGroups.groupIds";
    const ids = listOf(mapOf(mapOf(one.manifest["spec"])["securityGroups"])["groupIds"]).map(textOf);
    const isCounted = ids.length >= 1 && ids.length <= MAX_GROUPS;
    const remedy = `List 1 to ${MAX_GROUPS}`;
    const what = "not a number of security groups a pod has";
    return [
        ...(isCounted ? [] : [problemAt(one, place, { what, got: ids.length, remedy })]),
        ...ids
            .filter((id) => !SECURITY_GROUP_ID.test(id))
            .map((got) =>
                problemAt(one, place, { what: "not the id of a security group", got, remedy: "Write sg-…" }),
            ),
    ];
}
