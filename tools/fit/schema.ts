/** The form of `plan -- fit --json`. */
import { z } from "zod";

import { NETWORK_MODES } from "./fit";
import { LEVELS } from "./levels";
import { quotaIds } from "../facts/quotas";

const level = z
    .enum(LEVELS)
    .describe("fits below 80 %, near from there on, over above 100 %, unknown where nothing is guessed");
const share = z.number().or(z.null()).describe("1 is all there is; null is more than none");

const use = z.strictObject({
    by: z.string().describe("who takes the addresses"),
    what: z.string().describe("how the number comes about"),
    most: z.number().exactOptional().describe("addresses at the most; absent where nothing bounds them"),
    usual: z.number().exactOptional().describe("of a pool whose nodes are of the type in the middle"),
    unbounded: z.string().exactOptional().describe("why it cannot be bounded, and what would"),
    together: z.number().exactOptional().describe("of all its subnets together"),
});

const subnet = z.strictObject({
    subnet: z.string().describe("logical name, or the id in a VPC that is there already"),
    zone: z.string(),
    cidr: z.string().exactOptional(),
    total: z.number().exactOptional().describe("addresses of the subnet; absent where AWS alone knows"),
    reserved: z.number().describe("kept by AWS"),
    uses: z.array(use),
    most: z.number().describe("of all that can be bounded, spread evenly over zones"),
    usual: z.number().describe("the same with instance types in the middle"),
    share: share.exactOptional(),
    usualShare: share.exactOptional(),
    shareAlone: share.exactOptional().describe("if every pool put all of its nodes here"),
    level,
    furtherBalancers: z.number().exactOptional().describe("Application Load Balancers it has room for"),
});

const [firstQuota = "vpcs", ...quotas] = quotaIds();

const quota = z.strictObject({
    id: z.enum([firstQuota, ...quotas]),
    quota: z.string().describe("what is counted"),
    per: z.string().describe("what is counted together"),
    code: z.string().exactOptional().describe("at Service Quotas"),
    limit: z.number().exactOptional().describe("absent where none was found"),
    isDefault: z.boolean().describe("where an account starts; false: as this account has it"),
    raised: z.boolean().or(z.number()).exactOptional().describe("whether AWS raises it, and how far"),
    counted: z.number().describe("made by this environment, or possible by its limits"),
    of: z.string().exactOptional().describe("the group that has most"),
    usedByOthers: z.number().exactOptional().describe("in the account, by others than this environment"),
    share: share.exactOptional(),
    level,
    unbounded: z.string().exactOptional().describe("what comes on top"),
    failure: z.string().exactOptional().describe("why AWS did not answer"),
    source: z.string(),
    seen: z.string().describe("day the source was read"),
});

const sum = z.strictObject({ asked: z.number(), there: z.number(), share });

const load = z.strictObject({
    nodes: z.number(),
    milliCpu: sum,
    memoryMib: sum,
    pods: sum,
    homeless: z
        .array(z.string())
        .describe("pods that find no node and run nowhere else, one entry a replica"),
    waiting: z.array(z.string()).describe("replicas that wait for a node of their own"),
    level,
});

const pod = z.strictObject({
    pod: z.string(),
    kind: z.enum(["DaemonSet", "Deployment"]),
    replicas: z.number(),
    runsOn: z.enum(["each node", "Fargate", "nodes", "nodes or pools", "pools"]),
    milliCpu: z.number(),
    memoryMib: z.number(),
    source: z.string().exactOptional().describe("absent where nobody says what it asks for"),
});

const typePods = z.strictObject({ type: z.string(), pods: z.number() });

/** One environment. */
const fitSchema = z.strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    environment: z.string(),
    account: z.string(),
    region: z.string(),
    cluster: z.string(),
    networkModes: z.array(z.enum(NETWORK_MODES)),
    addresses: z.array(subnet),
    quotas: z.array(quota),
    kubernetes: z.strictObject({
        pods: z.array(pod),
        whole: load.exactOptional().describe("with every node that is always there"),
        oneGone: load.exactOptional().describe("without the one that hurts most"),
        unknown: z
            .array(z.string())
            .describe("pods and types of which nobody says what they ask for or have"),
    }),
    density: z
        .array(z.strictObject({ by: z.string(), least: typePods, most: typePods }))
        .describe("pods that a node takes, of each pool and group"),
    unbounded: z.array(z.strictObject({ by: z.string(), why: z.string() })),
    isLive: z.boolean().describe("whether the account was asked"),
    level,
});

/** Of every environment that was asked for. */
export const FIT_JSON = z.array(fitSchema);
