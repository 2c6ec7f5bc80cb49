/** EC2 instance types: what is known of each, read from `data/instance-types.csv` when first asked. */
import { readFileSync } from "node:fs";
import path from "node:path";

/** As the node label `kubernetes.io/arch` spells them. */
export const ARCHITECTURES = ["amd64", "arm64"] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** Date of the newest list in the file. A type AWS has offered since is missing there. */
export const INSTANCE_DATA_DATE = "2026-08-21";

/** Date of the first list the kit had. */
export const INSTANCE_DATA_FIRST: string = "2026-08-21";

/**
 * Types that a later list brought, by its date. Who updates the file adds them here: what is chosen by size stays what
 * it was on the day the shape names.
 */
const LISTED_SINCE: Readonly<Record<string, string>> = {};

/** Since when the kit knows a type. */
export function listedSince(type: string): string {
    return LISTED_SINCE[type] ?? INSTANCE_DATA_FIRST;
}

/** Devices of one kind in an instance. */
export interface Devices {
    /** `nvidia`, `amd`, `aws`, `qualcomm`. */
    readonly maker: string;
    /** `l4`, `trainium2`. */
    readonly name: string;
    /** 0 where an instance has a part of one. */
    readonly count: number;
    /** Of one GPU, as EC2 advertises it. */
    readonly memoryMib: number | undefined;
}

/** Undefined where the lists do not say: of 37 types they know no more than the architecture. */
export interface InstanceType {
    readonly type: string;
    readonly architecture: Architecture;
    /** Whether more than the architecture is known. */
    readonly isDescribed: boolean;
    readonly cpuMaker: string | undefined;
    readonly vcpu: number | undefined;
    readonly memoryMib: number | undefined;
    /** What pods may ask for, on AL2023 and after the kubelet's own share. */
    readonly allocatable:
        { readonly milliCpu: number; readonly memoryMib: number; readonly pods: number } | undefined;
    /** Network interfaces, and addresses on each. */
    readonly enis: number | undefined;
    readonly addressesPerEni: number | undefined;
    readonly branchEnis: number | undefined;
    readonly gpu: Devices | undefined;
    /** Inference and training chips. */
    readonly accelerator: Devices | undefined;
    readonly efaInterfaces: number | undefined;
    readonly nvmeGb: number | undefined;
    readonly networkMbps: number | undefined;
    readonly ebsMbps: number | undefined;
    readonly clockMhz: number | undefined;
    readonly encryptsInTransit: boolean | undefined;
    /** `nitro`, `xen`, or empty on bare metal. */
    readonly hypervisor: string | undefined;
    /** On demand, Linux, us-east-1. */
    readonly usdHour: number | undefined;
}

const FILE = path.join(__dirname, "data", "instance-types.csv");

/** Lines by type. They are taken apart when somebody asks for one. */
let lines: ReadonlyMap<string, string> | undefined;
const read = new Map<string, InstanceType>();

function allLines(): ReadonlyMap<string, string> {
    lines ??= new Map(
        readFileSync(FILE, "utf8")
            .split("\n")
            .filter((line) => line !== "" && !line.startsWith("#"))
            .slice(1)
            .map((line) => [line.slice(0, line.indexOf(",")), line]),
    );
    return lines;
}

/** Every type, in the order of families and sizes. */
export function instanceTypeNames(): readonly string[] {
    return [...allLines().keys()];
}

/** What is known of a type; undefined when the lists lack it. */
export function instanceTypeOf(type: string): InstanceType | undefined {
    const known = read.get(type);
    if (known !== undefined) return known;
    const line = allLines().get(type);
    if (line === undefined) return undefined;
    const parsed = parse(line);
    read.set(type, parsed);
    return parsed;
}

/** The columns, in the order of the file. */
function parse(line: string): InstanceType {
    const [
        type = "",
        architecture,
        cpuMaker,
        vcpu,
        memory,
        milliCpu,
        allocatableMemory,
        pods,
        enis,
        addressesPerEni,
        branchEnis,
        ...further
    ] = line.split(",");
    const [gpuMaker, gpu, gpuCount, gpuMemory, chipMaker, chip, chipCount, efa, ...rest] = further;
    const [nvme, network, ebs, clock, encryption, hypervisor, usdHour] = rest;
    const isDescribed = cpuMaker !== undefined;
    return {
        type,
        architecture: architecture === "arm64" ? "arm64" : "amd64",
        isDescribed,
        cpuMaker,
        vcpu: number(vcpu),
        memoryMib: number(memory),
        allocatable: isDescribed
            ? { milliCpu: Number(milliCpu), memoryMib: Number(allocatableMemory), pods: Number(pods) }
            : undefined,
        enis: number(enis),
        addressesPerEni: number(addressesPerEni),
        branchEnis: number(branchEnis),
        gpu: devices(gpuMaker, gpu, gpuCount, gpuMemory),
        accelerator: devices(chipMaker, chip, chipCount),
        efaInterfaces: number(efa),
        nvmeGb: number(nvme),
        networkMbps: number(network),
        ebsMbps: number(ebs),
        clockMhz: number(clock),
        encryptsInTransit: encryption === undefined ? undefined : encryption === "true",
        // An empty last column is not written: bare metal has no hypervisor.
        hypervisor: isDescribed ? (hypervisor ?? "") : undefined,
        usdHour: number(usdHour),
    };
}

function number(text: string | undefined): number | undefined {
    return text === undefined || text === "" ? undefined : Number(text);
}

function devices(
    maker: string | undefined,
    name: string | undefined,
    count: string | undefined,
    memory?: string,
): Devices | undefined {
    if (maker === undefined || maker === "" || name === undefined) return undefined;
    return { maker, name, count: Number(count), memoryMib: number(memory) };
}
