/**
 * EC2 types as Karpenter sees them: what a node of each has for pods. Rows and their sources: data/instance-types.csv.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

import { DATA } from "./prices";

export interface InstanceFacts {
    readonly type: string;
    /** `m7g` of `m7g.large`. */
    readonly family: string;
    readonly arch: "amd64" | "arm64";
    readonly vcpu: number;
    readonly memoryMib: number;
    /** What is left for pods on AL2023 with its default disk; undefined where Karpenter does not list the type. */
    readonly allocatable: { readonly millicpu: number; readonly memoryMib: number } | undefined;
    /** With one address a pod: no prefixes, no custom networking. */
    readonly maxPods: number | undefined;
    /** Network interfaces, of all its network cards. */
    readonly enis: number | undefined;
    readonly ipsPerEni: number | undefined;
    /** Interfaces for pods with security groups of their own. */
    readonly branchEnis: number;
    readonly gpus: number;
    readonly gpu: string | undefined;
    /** Of one of its GPUs, as EC2 advertises it. */
    readonly gpuMemoryMib: number;
    /** Accelerators of AWS or others that are no GPUs. */
    readonly accelerators: number;
    readonly accelerator: string | undefined;
    readonly efas: number;
    readonly nvmeGb: number;
    readonly networkMbps: number | undefined;
    readonly ebsMbps: number | undefined;
    readonly hypervisor: "nitro" | "xen" | "none";
}

let all: InstanceTypes | undefined;

export function instanceFacts(type: string): InstanceFacts | undefined {
    return read().of(type);
}

/** By name. */
export function allInstances(): readonly InstanceFacts[] {
    return read().all();
}

function read(): InstanceTypes {
    return (all ??= parseInstanceTypes(readFileSync(path.join(DATA, "instance-types.csv"), "utf8")));
}

interface InstanceTypes {
    of(type: string): InstanceFacts | undefined;
    all(): readonly InstanceFacts[];
}

/** Pure. The first row that is no comment names the columns. A row is taken apart when it is asked for: reports ask for few. */
export function parseInstanceTypes(text: string): InstanceTypes {
    const [head = "", ...lines] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const columns = new Map(head.split(",").map((column, index) => [column, index]));
    const rows = new Map(lines.map((line) => [line.slice(0, line.indexOf(",")), line]));
    const known = new Map<string, InstanceFacts>();
    const of = (type: string): InstanceFacts | undefined => {
        const line = rows.get(type);
        if (line === undefined) return undefined;
        const cells = line.split(",");
        const facts = known.get(type) ?? factsOf((column) => cells[columns.get(column) ?? -1] ?? "");
        known.set(type, facts);
        return facts;
    };
    return { of, all: () => [...rows.keys()].flatMap((type) => of(type) ?? []) };
}

function factsOf(cell: (column: string) => string): InstanceFacts {
    const text = (column: string): string | undefined => (cell(column) === "" ? undefined : cell(column));
    const number = (column: string): number | undefined =>
        cell(column) === "" ? undefined : Number.parseInt(cell(column), 10);
    // Where the page has no label there is none of it.
    const count = (column: string): number => number(column) ?? 0;
    const type = cell("type");
    const [millicpu, memoryMib] = [number("allocatable_millicpu"), number("allocatable_memory_mib")];
    return {
        type,
        family: type.split(".")[0] ?? type,
        arch: cell("arch") === "arm64" ? "arm64" : "amd64",
        vcpu: count("vcpu"),
        memoryMib: count("memory_mib"),
        allocatable: millicpu === undefined || memoryMib === undefined ? undefined : { millicpu, memoryMib },
        maxPods: number("max_pods"),
        enis: number("enis"),
        ipsPerEni: number("ipv4_per_eni"),
        branchEnis: count("branch_enis"),
        gpus: count("gpu_count"),
        gpu: text("gpu"),
        gpuMemoryMib: count("gpu_memory_mib"),
        accelerators: count("accelerator_count"),
        accelerator: text("accelerator"),
        efas: count("efa"),
        nvmeGb: count("nvme_gb"),
        networkMbps: number("network_mbps"),
        ebsMbps: number("ebs_mbps"),
        hypervisor: hypervisorOf(cell("hypervisor")),
    };
}

function hypervisorOf(text: string): InstanceFacts["hypervisor"] {
    return text === "nitro" || text === "xen" ? text : "none";
}
