/** Where NetworkPolicies count, and where the cluster takes them and nobody acts. Pure. */
import { windowsIn } from "../compute/ref";
import { selectsPod } from "../shared/pods";
import type { PlacedProblem } from "../platform/part";
import type { Reads } from "./reads";

type Places = Pick<Reads, "compute" | "fargateProfiles" | "managedNodes" | "network" | "selfManagedNodes">;

/** Whether every node is Auto Mode's: beside others and Fargate vpc-cni and CoreDNS run as anywhere. */
export function isAutoModeAlone({
    compute,
    fargateProfiles = {},
    managedNodes = {},
    selfManagedNodes = {},
}: Pick<Reads, "compute" | "fargateProfiles" | "managedNodes" | "selfManagedNodes">): boolean {
    const beside = [fargateProfiles, managedNodes, selfManagedNodes].flatMap((asked) => Object.keys(asked));
    return compute.kind === "auto-mode" && beside.length === 0;
}

/** Source: EKS User Guide, cni-network-policy, "Considerations": EC2 Linux nodes, not Fargate. */
export function checkEnforced({ compute }: Places, path: string): PlacedProblem[] {
    if (compute.kind !== "fargate") return [];
    return [
        {
            path,
            what: "nothing enforces NetworkPolicies on Fargate: what is denied here would pass",
            remedy: 'Write traffic: { kind: "open" }, and hold pods apart by security groups',
        },
    ];
}

/** Of namespaces whose traffic is denied. */
export function noticesOfEnforcement(denied: readonly string[], shape: Places): string[] {
    if (denied.length === 0) return [];
    const { fargateProfiles = {}, network } = shape;
    const onFargate = denied.filter((namespace) =>
        Object.values(fargateProfiles)
            .flat()
            .some(({ namespace: pattern }) => selectsPod({ namespace: pattern }, { namespace, labels: {} })),
    );
    const windows = windowsIn(shape);
    const off = network.pods !== undefined && network.pods.policies === "off";
    const isOwners = shape.compute.kind === "existing";
    return [
        ...(isOwners
            ? [
                  `NetworkPolicies of ${denied.join(", ")} count where the cluster's vpc-cni acts on them: its owner turns that on`,
              ]
            : []),
        ...(off
            ? [
                  `vpc-cni acts on no NetworkPolicy of ${denied.join(", ")}: network.pods.policies is off, and another plugin has to`,
              ]
            : []),
        ...(onFargate.length === 0
            ? []
            : [
                  `Pods of ${onFargate.join(", ")} that a Fargate profile takes are held apart by no NetworkPolicy`,
              ]),
        ...(windows.length === 0
            ? []
            : [
                  `Pods of ${denied.join(", ")} on Windows (${windows.join(", ")}) are held apart by no NetworkPolicy`,
              ]),
    ];
}
