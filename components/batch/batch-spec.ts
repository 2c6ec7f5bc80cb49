/** AWS Batch on a cluster as plain values: what is made, and everything Batch would refuse. Pure. */
import { acceleratorOf } from "../shared/accelerators";
import { partitionOf } from "../shared/regions";
import { architectureOf, ARCHITECTURES, checkInstanceType } from "../shared/instance-types";
import type { Problem } from "../shared/problems";
import { chooseFrom } from "../shared/hints";
import type { BatchWords, ComputeEnvironmentWords } from "./batch-schema";

export interface BatchSpec extends BatchWords {
    readonly account: string;
    readonly clusterName: string;
    /** Minor of the control plane, whose image nodes take. */
    readonly kubernetesVersion: string;
    readonly region: string;
    /** Zones of nodes, by slot. */
    readonly zones: readonly string[];
    /** Tags of everything: what Batch makes for a node gets none from the provider. */
    readonly tags: Readonly<Record<string, string>>;
    /** Components it is made after: its namespaces. @default none */
    readonly after?: readonly string[];
}

/** GiB of a node of no stated size. */
export const DISK_GIB = 50;

/** Source: AWS Batch User Guide, using-service-linked-roles. */
export function serviceRoleArn({ account, region }: BatchSpec): string {
    const path = "aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch";
    return `arn:${partitionOf(region)}:iam::${account}:role/${path}`;
}

/** What lets Batch make pods in its namespaces. Source: AWS Batch User Guide, eks-access-entries. */
export function namespacePolicyArn({ region }: BatchSpec): string {
    return `arn:${partitionOf(region)}:eks::aws:cluster-access-policy/AWSBatchNamespacePolicy`;
}

/** Each once, sorted. */
export function namespacesOf({ environments }: BatchWords): string[] {
    return [...new Set(Object.values(environments).map(({ namespace }) => namespace))].sort();
}

/** Source: AWS Batch API Reference, ComputeResource, allocationStrategy: those that EKS takes. */
export function strategyOf(capacity: ComputeEnvironmentWords["capacity"]): string {
    return capacity === "spot" ? "SPOT_PRICE_CAPACITY_OPTIMIZED" : "BEST_FIT_PROGRESSIVE";
}

/** Source: AWS Batch API Reference, Ec2Configuration, imageType. */
export function imageTypeOf(instanceTypes: readonly string[]): string {
    const isGpu = instanceTypes.some((type) => acceleratorOf(wholeType(type)) === "nvidia");
    return isGpu ? "EKS_AL2023_NVIDIA" : "EKS_AL2023";
}

/** A family stands for one of its types: all of them have one architecture and one kind of device. */
function wholeType(type: string): string {
    return type.includes(".") ? type : `${type}.xlarge`;
}

/** Everything AWS Batch would refuse, or take and never run. */
export function checkBatch({ diskSizeGiB = DISK_GIB, environments, queues, zones }: BatchSpec): Problem[] {
    return [
        // An image of AL2023 takes 20 GiB.
        ...wrong(
            Number.isInteger(diskSizeGiB) && diskSizeGiB >= 20,
            "diskSizeGiB",
            "smaller than the image of a node",
            diskSizeGiB,
            "Write 20 or more",
        ),
        ...(Object.keys(environments).length === 0
            ? [
                  {
                      path: "environments",
                      what: "no job could run anywhere",
                      got: {},
                      remedy: "Name a compute environment",
                  },
              ]
            : []),
        ...Object.entries(environments).flatMap(([name, words]) => [
            ...checkName(`environments.${name}`, name),
            ...checkEnvironment(`environments.${name}`, words, zones),
        ]),
        ...checkQueues(queues, Object.keys(environments)),
    ];
}

/** Names of what is made of them have a suffix besides. Source: AWS Batch API Reference, CreateComputeEnvironment. */
function checkName(path: string, name: string): Problem[] {
    if (/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/.test(name)) return [];
    return [
        {
            path,
            what: "not a name that Batch takes",
            got: name,
            remedy: "Use up to 64 letters, digits, hyphens and underscores",
        },
    ];
}

function checkEnvironment(
    path: string,
    { instanceTypes, maxVcpus, minVcpus = 0, namespace, slots = [] }: ComputeEnvironmentWords,
    zones: readonly string[],
): Problem[] {
    return [
        ...checkNamespace(`${path}.namespace`, namespace),
        ...checkTypes(`${path}.instanceTypes`, instanceTypes),
        ...wrong(
            Number.isInteger(maxVcpus) && maxVcpus >= 1,
            `${path}.maxVcpus`,
            "not a number of cores",
            maxVcpus,
            "Write 1 or more",
        ),
        ...wrong(
            Number.isInteger(minVcpus) && minVcpus >= 0 && minVcpus <= maxVcpus,
            `${path}.minVcpus`,
            "not a number of cores up to maxVcpus",
            minVcpus,
            "Write 0, or leave it out",
        ),
        ...slots.flatMap((slot, index) =>
            wrong(
                zones.includes(slot),
                `${path}.slots[${index}]`,
                "not a zone of the environment",
                slot,
                chooseFrom(slot, zones),
            ),
        ),
    ];
}

/** Source: AWS Batch API Reference, EksConfiguration, kubernetesNamespace. */
function checkNamespace(path: string, got: string): Problem[] {
    const isTaken = got !== "default" && !got.startsWith("kube-") && got.length < 64;
    return wrong(isTaken, path, "not a namespace that Batch takes", got, "Give its jobs one of their own");
}

function checkTypes(path: string, types: readonly string[]): Problem[] {
    if (types.length === 0)
        return [{ path, what: "no type of node", got: [], remedy: "Name types or families" }];
    const unknown = types.flatMap((type, index) => checkType(`${path}[${index}]`, type));
    if (unknown.length > 0) return unknown;
    const found = ARCHITECTURES.filter((one) => types.some((type) => architectureOf(type) === one));
    const what = `mixed architectures, ${found.join(" and ")}`;
    if (found.length > 1) return [{ path, what, got: types, remedy: "Split into two compute environments" }];
    const devices = new Set(types.map((type) => acceleratorOf(wholeType(type))));
    if (devices.size === 1) return [];
    const mixed = "types with GPUs and without, which take different images";
    return [{ path, what: mixed, got: types, remedy: "Split into two compute environments" }];
}

function checkType(path: string, type: string): Problem[] {
    if (type.includes(".")) return checkInstanceType(path, type);
    return wrong(
        architectureOf(type) !== undefined,
        path,
        "neither a type nor a family of types",
        type,
        "Write m7i, or m7i.2xlarge",
    );
}

/** Source: AWS Batch API Reference, CreateJobQueue, computeEnvironmentOrder: up to three. */
function checkQueues(queues: BatchWords["queues"], known: readonly string[]): Problem[] {
    return Object.entries(queues).flatMap(([name, { environments, priority }]) => {
        const path = `queues.${name}`;
        return [
            ...checkName(path, name),
            ...wrong(
                environments.length >= 1 && environments.length <= 3,
                `${path}.environments`,
                "a queue has one to three compute environments",
                environments,
                "Name one to three",
            ),
            ...environments.flatMap((one, index) => [
                ...wrong(
                    known.includes(one),
                    `${path}.environments[${index}]`,
                    "no compute environment of that name",
                    one,
                    chooseFrom(one, known),
                ),
                ...wrong(
                    environments.indexOf(one) === index,
                    `${path}.environments[${index}]`,
                    "named already",
                    one,
                    "Name each once",
                ),
            ]),
            ...wrong(
                Number.isInteger(priority) && priority >= 0,
                `${path}.priority`,
                "not a priority",
                priority,
                "Write a whole number, 0 or more",
            ),
        ];
    });
}

function wrong(
    holds: boolean,
    path: string,
    what: string,
    got: number | readonly string[] | string,
    remedy: string,
): Problem[] {
    return holds ? [] : [{ path, what, got, remedy }];
}

/** What a reader of the plan sees. */
export function decisionsOfBatch(spec: BatchSpec): Record<string, string[]> {
    return {
        environments: Object.entries(spec.environments).map(
            ([name, { capacity, instanceTypes, maxVcpus, namespace }]) =>
                `${name}: ${capacity} ${instanceTypes.join(", ")}, up to ${maxVcpus} vCPU, in ${namespace}`,
        ),
        queues: Object.entries(spec.queues).map(
            ([name, { environments, priority }]) => `${name}: ${environments.join(", ")}, ${priority}`,
        ),
    };
}

/** What is legal but worth knowing, one sentence each. */
export function noticesOfBatch({ clusterName, environments, kubernetesVersion }: BatchSpec): string[] {
    const narrow = Object.entries(environments).filter(
        ([, { capacity, instanceTypes }]) =>
            capacity === "spot" &&
            instanceTypes.length < 3 &&
            instanceTypes.every((type) => type.includes(".")),
    );
    return [
        `batch: nodes of AWS Batch take its image for Kubernetes ${kubernetesVersion}; a compute environment becomes INVALID where Batch has none yet`,
        `batch: Batch lets itself into ${clusterName} by an access entry of its own, which stays when batch leaves the shape and goes with the cluster`,
        ...narrow.map(
            ([name]) =>
                `batch.environments.${name} gives Spot less than three types to choose among: jobs wait while they are short`,
        ),
    ];
}
