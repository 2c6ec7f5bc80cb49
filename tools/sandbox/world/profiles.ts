/** Fargate profiles: private subnets, five selectors, one operation at a time, and pods that go with them. */
import { textOf } from "../../facts/build";
import type { Refusal } from "../refusal";
import { notePending } from "./evictions";
import { clusterNamed, objects, ofCluster, text, texts, TYPES } from "./lookups";
import type { Model, Operation, World } from "./model";
import { egressOf } from "./network";

const GUIDE = "EKS User Guide, fargate-profile";
const MAX_SELECTORS = 5;

export const profiles: Model = {
    name: "profiles",
    // Source: terraform-provider-aws internal/service/eks/fargate_profile.go, conns.GlobalMutexKV: within one process.
    lock: ({ method, type, values }) =>
        type === TYPES.fargateProfile && (method === "create" || method === "delete")
            ? `${textOf(values["clusterName"])}-fargate-profiles`
            : undefined,
    refuse: (operation, world) => {
        const { method, type } = operation;
        if (type !== TYPES.fargateProfile || (method !== "create" && method !== "delete")) return undefined;
        return (
            oneAtATime(operation, world) ?? (method === "create" ? malformed(operation, world) : undefined)
        );
    },
    settle: (operation, world) => {
        if (operation.type === TYPES.fargateProfile && operation.method === "delete") evict(operation, world);
    },
};

function oneAtATime({ entry, method, place, values }: Operation, world: World): Refusal | undefined {
    const cluster = clusterNamed(world.inventory, place, textOf(values["clusterName"]));
    if (cluster === undefined) return undefined;
    const busy = ofCluster(world.inventory, cluster, TYPES.fargateProfile).find(
        ({ id, status }) => id !== entry?.id && (status === "creating" || status === "deleting"),
    );
    if (busy === undefined) return undefined;
    const name = textOf(values["fargateProfileName"]);
    return {
        error:
            `ResourceInUseException: Cannot ${method} Fargate Profile ${name} because cluster ${text(cluster, "name")} ` +
            `currently has Fargate profile ${text(busy, "fargateProfileName")} in status ${busy.status.toUpperCase()}`,
        source: `${GUIDE}, on deleting: one profile in the DELETING status at a time; aws-cdk aws-eks fargate-profile.ts, "must be created sequentially"`,
        wording: "reported",
    };
}

function malformed({ values }: Operation, { inventory }: World): Refusal | undefined {
    const selectors = objects(values["selectors"]);
    if (selectors.length > MAX_SELECTORS) {
        const error = `InvalidParameterException: Fargate Profile has ${selectors.length} selectors, more than ${MAX_SELECTORS}`;
        return { error, source: GUIDE, wording: "unverified" };
    }
    const open = texts(values["subnetIds"]).find((id) => egressOf(id, inventory) === "internet-gateway");
    if (open === undefined) return undefined;
    const error = `InvalidParameterException: Subnet ${open} provided in Fargate Profile is not a private subnet`;
    return { error, source: GUIDE, wording: "reported" };
}

/** Pods of a deleted profile are deleted with it, and placed anew where they fit, if they do. */
function evict({ entry, place, values }: Operation, world: World): void {
    const { inventory } = world;
    const cluster = clusterNamed(inventory, place, textOf(values["clusterName"]));
    if (entry === undefined || cluster === undefined) return;
    notePending(cluster, text(entry, "fargateProfileName"), world);
}
