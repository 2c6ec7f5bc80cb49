/** Pods of a team that call AWS, as plain values. Pure. */
import { isLabelName } from "../shared/object-names";
import type { WorkloadIdentityKind } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { checkGrants, describeGrant } from "../shared/grants";
import type { GrantWords } from "../shared/grants-schema";

export interface WorkloadSpec {
    readonly team: string;
    readonly workload: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly identity: WorkloadIdentityKind;
    readonly grants: readonly GrantWords[];
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** Whether the API server can be reached; otherwise only what stands in AWS is made. @default true */
    readonly inCluster?: boolean;
}

/** Of a workload that is made by itself; those of a shape are checked with their team. */
export function checkWorkload({ grants, namespace, serviceAccount }: WorkloadSpec): Problem[] {
    return [
        ...Object.entries({ namespace, serviceAccount }).flatMap(([path, got]) =>
            isLabelName(got)
                ? []
                : [
                      {
                          path,
                          what: "not a name",
                          got,
                          remedy: "Use 1 to 63 small letters, digits and hyphens",
                      },
                  ],
        ),
        ...checkGrants("grants", grants),
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfWorkload(spec: WorkloadSpec): Record<string, string | string[]> {
    const { grants, identity, namespace, serviceAccount, team } = spec;
    return {
        team,
        identity,
        serviceAccount: `${namespace}/${serviceAccount}`,
        may: grants.map(describeGrant),
    };
}
