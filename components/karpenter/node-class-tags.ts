/** Tags of what Karpenter makes: instances, volumes, interfaces, instance profiles. */
import type { PoolMaker } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { checkTagCount, type TagRules } from "../shared/tags";

type Tags = Readonly<Record<string, string>>;

/**
 * Tags Karpenter keeps for itself. Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml,
 * rules of tags.
 */
const RESTRICTED_TAGS = [
    "eks:eks-cluster-name",
    "karpenter.k8s.aws/ec2nodeclass",
    "karpenter.sh/nodeclaim",
    "karpenter.sh/nodepool",
] as const;

/** AWS takes 50. Karpenter adds the four above and `kubernetes.io/cluster/<name>`, the kit adds `Name`. */
const MAX_TAGS = 44;

/**
 * Karpenter puts the same tags on the instance profiles it makes, so that IAM's alphabet applies.
 * Source: Karpenter v1.14.1, pkg/apis/v1/ec2nodeclass.go, InstanceProfileTags; IAM API Reference, Tag.
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Tags Auto Mode keeps for itself, and what begins so. Source: EKS User Guide, create-node-class, "Node Class Specification"; auto-learn-iam,
 * "Custom AWS tags for EKS Auto resources", whose conditions name the tags EKS writes.
 */
const AUTO_MODE_TAGS =
    /^(eks:|eks\.amazonaws\.com\/nodeclass$|karpenter\.sh\/(managed-by|nodeclaim|nodepool|provisioner-name)$)/;

/** What the tags are, besides a map. */
interface Tagging {
    /** Tags that nodes have besides, checked elsewhere. */
    readonly others?: Tags;
    /** Under which keys the kit's own are written. */
    readonly rules?: TagRules;
    /** @default karpenter */
    readonly maker?: PoolMaker;
}

/** Everything Karpenter, EC2 or IAM would refuse. */
export function checkNodeTags(
    path: string,
    tags: Tags,
    { maker = "karpenter", others = {}, rules }: Tagging = {},
): Problem[] {
    const entries = Object.entries(tags);
    return [
        ...checkCount(path, tags, others, rules),
        ...entries.flatMap(([key, value]) => checkTag(`${path}.${key}`, key, value, maker)),
    ];
}

/** The environment's own tags have one limit, whatever carries them. */
function checkCount(path: string, tags: Tags, others: Tags, rules: TagRules | undefined): Problem[] {
    const besides = Object.keys(others).length;
    if (besides === 0) return checkTagCount(path, tags, rules);
    const got = Object.keys({ ...others, ...tags }).length;
    if (got <= MAX_TAGS || Object.keys(tags).length === 0) return [];
    const what = `too many tags together with the environment's ${besides}`;
    return [{ path, what, got, remedy: `Keep at most ${MAX_TAGS} together` }];
}

function checkTag(path: string, key: string, value: string, maker: PoolMaker): Problem[] {
    const isKarpenters = maker === "karpenter";
    const restricted = isKarpenters ? RESTRICTED_TAGS.some((own) => own === key) : AUTO_MODE_TAGS.test(key);
    if (restricted || key.startsWith("kubernetes.io/cluster")) {
        const what = `${isKarpenters ? "Karpenter" : "Auto Mode"} sets this tag itself`;
        return [{ path, what, got: value, remedy: "Remove it" }];
    }
    if (/^aws:/i.test(key)) {
        return [{ path, what: "keys beginning aws: belong to AWS", got: value, remedy: "Rename it" }];
    }
    if (
        key.length >= 1 &&
        key.length <= 128 &&
        value.length <= 256 &&
        TAG_TEXT.test(key) &&
        TAG_TEXT.test(value)
    ) {
        return [];
    }
    const remedy =
        "Use letters, digits, spaces and _ . : / = + - @, 1 to 128 for the key, at most 256 for the value";
    return [{ path, what: "not a tag IAM takes", got: value, remedy }];
}
