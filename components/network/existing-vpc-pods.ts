/** Subnets of pods in a VPC that somebody else made. Pure. */
import type { Problem } from "../shared/problems";
import type { ExistingVpcSettings, WrittenSubnets } from "./existing-vpc-schema";
import { describePods } from "./pods";
import type { PodsWords } from "./pods-schema";
import { SLOTS } from "./slots";

/** What a reader of the plan sees. @param inZones subnets with their zones */
export function decisionsOfPods(
    pods: PodsWords,
    { podSubnets }: Pick<ExistingVpcSettings, "podSubnets">,
    inZones: (subnets: WrittenSubnets) => string[],
): Record<string, string | string[]> {
    return {
        ...describePods(pods),
        ...(podSubnets === undefined ? {} : { podSubnets: inZones(podSubnets) }),
    };
}

/** Subnets and the word that uses them come together; an ENIConfig names one subnet, and there is one a zone. */
export function checkPodSubnets(
    { podCidr, pods }: { readonly podCidr?: string; readonly pods?: PodsWords },
    { podSubnets }: Pick<ExistingVpcSettings, "podSubnets">,
): Problem[] {
    const path = "existingVpc.podSubnets";
    const several =
        pods?.subnets?.kind === "custom-networking"
            ? SLOTS.filter((slot) => (podSubnets?.[slot] ?? []).length > 1)
            : [];
    const problems: Problem[] = several.map((slot) => ({
        path: `${path}.${slot}`,
        what: "with custom networking each zone has one subnet of pods",
        got: podSubnets?.[slot] ?? [],
        remedy: 'Name one, or choose kind: "discovery"',
    }));
    if (podCidr !== undefined) {
        const remedy = "Remove it, and name the subnets in platform:existingVpc.podSubnets";
        problems.push({ path: "podCidr", what: "the VPC is its owner's to widen", got: podCidr, remedy });
    }
    if (podSubnets === undefined && pods?.subnets !== undefined) {
        const what = "network.pods.subnets asks for subnets of pods, and none is named";
        problems.push({ path, what, remedy: "Name one in each zone: { a: [subnet-…], b: [subnet-…] }" });
    }
    if (podSubnets !== undefined && pods?.subnets === undefined) {
        const what = "no pod would have an address of them: network.pods.subnets says nothing";
        const remedy =
            'Write network: { …, pods: { subnets: { kind: "custom-networking" } } } in the shape, or remove them';
        problems.push({ path, what, remedy });
    }
    return problems;
}
