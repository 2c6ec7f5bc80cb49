/** What a set of the kit's is, before anybody is exempt. */
import type { ResourceWords } from "./admission-schema";
import { podSpecOf, quoted, type Variable } from "./cel";
import type { Validation } from "./policy-plan";

export interface Draft {
    readonly resources: readonly ResourceWords[];
    readonly variables?: readonly Variable[];
    readonly matchConditions?: readonly Variable[];
    readonly validations: readonly Validation[];
    /**
     * What it reads of an object, as an expression. An update that leaves it as it was passes: controllers take finalizers off,
     * and scale old ReplicaSets down, of what was there before the policy.
     * @default it looks at no updates
     */
    readonly reads?: (object: string) => string;
}

/** Only what is made, and updates of what is read. */
export function changing(reads: NonNullable<Draft["reads"]>): Variable {
    const expression = `request.operation != "UPDATE" || ${reads("object")} != ${reads("oldObject")}`;
    return { name: "changes-what-it-reads", expression };
}

/** Pods alone, once admission has filled in what they leave out. An update changes nothing of what is asked of these. */
export const NEW_PODS: readonly ResourceWords[] = [
    { apiGroups: [""], resources: ["pods"], operations: ["CREATE"] },
];

/** With what makes pods, so that whoever writes a Deployment is told, not whoever looks for its pods. */
export const WORKLOADS: readonly ResourceWords[] = [
    { apiGroups: [""], resources: ["pods", "pods/ephemeralcontainers", "replicationcontrollers"] },
    { apiGroups: ["apps"], resources: ["daemonsets", "deployments", "replicasets", "statefulsets"] },
    { apiGroups: ["batch"], resources: ["cronjobs", "jobs"] },
];

export const READS_PODS = podSpecOf;

/** Containers that break a rule, by name, in a message. */
export function namedBy(variable: string, text: string): string {
    return `${quoted(`${text}: `)} + variables.${variable}.join(", ")`;
}
