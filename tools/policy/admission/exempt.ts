/** Single workloads that policies of admission let off, as their components say it. */
import type { Json } from "../../../components/shared/json";
import { listOf, read, textOf } from "../reading";

export const ADMISSION_TYPE = "platform:admission:AdmissionPolicy";

/** A workload that a policy lets off. */
export interface ExemptOne {
    /** `DaemonSet agents/node-agent`. */
    readonly workload: string;
    readonly reason: string;
    readonly owner: string;
    readonly expires: string;
}

/** @param inputs of the component; none lets nobody off */
export function exemptWorkloadsIn(inputs: Json | undefined): readonly ExemptOne[] {
    return listOf(read(inputs, "exemptWorkloads")).map((one) => {
        const said = (key: string): string => textOf(read(one, key));
        return {
            workload: `${said("kind")} ${said("namespace")}/${said("name")}`,
            ...{ reason: said("reason"), owner: said("owner"), expires: said("expires") },
        };
    });
}
