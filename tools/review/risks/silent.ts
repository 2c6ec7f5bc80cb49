/** Changes that are written down but never happen. */
import type { Change } from "../change";
import { isEmpty } from "../forces";
import { parsePath, pathText, valueAt } from "../paths";
import { same } from "../compare";
import { holdingsOf } from "./held";
import { type Around, CLUSTER_TYPE, named, type Risk, sidesOf } from "./risk";

interface Silence {
    readonly type: string;
    readonly path: string;
    readonly why: string;
    readonly source: string;
    readonly remedy: string;
}

const CLUSTER_UPDATE =
    "hashicorp/terraform-provider-aws internal/service/eks/cluster.go, resourceClusterUpdate";
const KEY_WHY =
    "The provider sends only the first encryption of a cluster: the old key stays in use, and no plan says so again.";
const KEY_REMEDY = "Keep the key, and rotate its material; another key takes another cluster";

/** Inputs that no update sends and that force no replacement, once they were set. */
const SILENT: readonly Silence[] = [
    {
        type: CLUSTER_TYPE,
        path: "encryptionConfig.provider.keyArn",
        why: KEY_WHY,
        source: CLUSTER_UPDATE,
        remedy: KEY_REMEDY,
    },
    {
        type: CLUSTER_TYPE,
        path: "encryptionConfig.resources",
        why: KEY_WHY,
        source: CLUSTER_UPDATE,
        remedy: KEY_REMEDY,
    },
    {
        type: CLUSTER_TYPE,
        path: "outpostConfig.outpostArns",
        why: "The provider sends no update of it.",
        source: CLUSTER_UPDATE,
        remedy: "Leave it as it is; another Outpost takes another cluster",
    },
    {
        type: "aws:ec2/eip:Eip",
        path: "customerOwnedIpv4Pool",
        why: "The provider neither sends it nor replaces the address for it.",
        source: "hashicorp/terraform-provider-aws internal/service/ec2/ec2_eip.go",
        remedy: "Make a new address from the other pool",
    },
];

export function silentChanges(around: Around): readonly Risk[] {
    return around.diff.changes.flatMap((change) => [
        ...neverSent(change),
        ...(isHolder(change, around) ? [] : ignored(change)),
    ]);
}

/** What it keeps is worse than that the program says something else. */
function isHolder({ after }: Change, around: Around): boolean {
    return after !== undefined && holdingsOf(after, around).length > 0;
}

function neverSent(change: Change): Risk[] {
    if (change.operation !== "update") return [];
    const { before, after } = sidesOf(change);
    return SILENT.filter(({ type }) => type === change.type)
        .filter(({ path }) => {
            const at = parsePath(path);
            const [old, now] = [valueAt(before, at), valueAt(after, at)];
            if (isEmpty(old) || isEmpty(now)) return false;
            // Made from a resource that is replaced: another value which looks the same.
            const rippled = path.endsWith("keyArn") && change.ripples.some(({ input }) => input === at[0]);
            return rippled || !same(old, now);
        })
        .map(({ path, why, source, remedy }) => ({
            kind: "not-applied",
            severity: "high",
            urn: change.urn,
            what: `${named("The change of", change)} at ${path} is not applied.`,
            why,
            source,
            remedy,
        }));
}

function ignored(change: Change): Risk[] {
    if (change.ignored.length === 0) return [];
    const paths = change.ignored.map(({ path }) => pathText(path)).join(", ");
    return [
        {
            kind: "not-applied",
            severity: "low",
            urn: change.urn,
            what: `"${change.name}" keeps its ${paths}: ignoreChanges holds the new value back.`,
            why: "The program says one thing and AWS has another; a new environment would get the new value.",
            source: "pulumi/pulumi pkg/resource/deploy/step_generator.go, processIgnoreChanges",
            remedy: "Nothing, if it is meant for new environments only",
        },
    ];
}
