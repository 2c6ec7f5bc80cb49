/** What goes on without a day of its own: nodes that are replaced, keys that turn. Pure. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import type { Rhythm } from "./entry";

const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
const CLUSTER = "aws:eks/cluster:Cluster";
const KEY = "aws:kms/key:Key";

export function rhythmsOf({ resources }: PlannedGraph): readonly Rhythm[] {
    return resources.flatMap(({ inputs, name, type }): readonly Rhythm[] => {
        const values = objectOf(inputs);
        switch (type) {
            case NODE_POOL:
                return nodesOf(textOf(objectOf(values["metadata"])["name"], name), values["spec"]);
            case CLUSTER:
                return autoModeOf(values["computeConfig"]);
            case KEY:
                return values["enableKeyRotation"] === true
                    ? [
                          {
                              every: `${numberOf(values["rotationPeriodInDays"]) ?? 365} days`,
                              what: `KMS turns the key ${name}`,
                              why: "What it encrypted before stays readable. Nothing to do.",
                          },
                      ]
                    : [];
            default:
                return [];
        }
    });
}

/** Source: Karpenter documentation, concepts/disruption, Expiration: forceful, budgets do not hold it up. */
function nodesOf(pool: string, spec: Json | undefined): readonly Rhythm[] {
    const { expireAfter } = objectOf(objectOf(objectOf(spec)["template"])["spec"]);
    const after = textOf(expireAfter, "720h");
    if (after === "Never") return [];
    return [
        {
            every: lengthOf(after),
            what: `Each node of pool ${pool} is replaced`,
            why: `expireAfter ${after}, counted from its own start: the first of today's nodes goes that long after it came. Its pods are evicted, whatever disruption budgets say.`,
        },
    ];
}

/** `720h` → `30 days`. */
function lengthOf(duration: string): string {
    const [, hours] = /^(\d+)h$/.exec(duration) ?? [];
    const days = Number(hours) / 24;
    return Number.isInteger(days) && days > 1 ? `${days} days` : duration;
}

/** Source: EKS User Guide, automode, "Security": 21 days at most; set-builtin-node-pools, expireAfter 336h. */
function autoModeOf(computeConfig: Json | undefined): readonly Rhythm[] {
    const { enabled, nodePools } = objectOf(computeConfig);
    if (enabled !== true || !Array.isArray(nodePools) || nodePools.length === 0) return [];
    const names = (nodePools as readonly Json[]).map((pool) => textOf(pool)).join(", ");
    return [
        {
            every: "14 days",
            what: `Each node of EKS's own pools (${names}) is replaced`,
            why: "expireAfter 336h, EKS's own; no node of Auto Mode lives longer than 21 days.",
        },
    ];
}

function numberOf(value: Json | undefined): number | undefined {
    return typeof value === "number" ? value : undefined;
}
