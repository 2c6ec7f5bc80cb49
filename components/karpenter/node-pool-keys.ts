/** Keys of labels and requirements: which Karpenter knows, and which it keeps for itself. */
import type { PoolMaker } from "../shared/pods";
import type { Problem } from "../shared/problems";

export const CAPACITY_TYPE = "karpenter.sh/capacity-type";
export const NODE_POOL = "karpenter.sh/nodepool";
const ZONE_ID = "topology.k8s.aws/zone-id";
const HOSTNAME = "kubernetes.io/hostname";
export const ARCHITECTURE = "kubernetes.io/arch";
export const INSTANCE_TYPE = "node.kubernetes.io/instance-type";
export const KARPENTER_DOMAIN = "karpenter.k8s.aws";
export const AUTO_MODE_DOMAIN = "eks.amazonaws.com";
export const INSTANCE_FAMILY = `${KARPENTER_DOMAIN}/instance-family`;
export const INSTANCE_CATEGORY = `${KARPENTER_DOMAIN}/instance-category`;
/** What every node of Auto Mode carries with value `auto`. */
export const COMPUTE_TYPE = `${AUTO_MODE_DOMAIN}/compute-type`;

/**
 * What Karpenter knows of an instance, after `karpenter.k8s.aws/`. `ec2nodeclass` is not among them: the CRD takes
 * it, the controller then calls the pool invalid.
 * Source: Karpenter v1.14.1, pkg/apis/v1/labels.go, init; pkg/apis/crds/karpenter.sh_nodepools.yaml, rules of keys.
 */
const AWS_KEYS = [
    "capacity-reservation-id",
    "capacity-reservation-interruptible",
    "capacity-reservation-type",
    "instance-accelerator-count",
    "instance-accelerator-manufacturer",
    "instance-accelerator-name",
    "instance-capability-flex",
    "instance-category",
    "instance-cpu",
    "instance-cpu-manufacturer",
    "instance-cpu-sustained-clock-speed-mhz",
    "instance-ebs-bandwidth",
    "instance-encryption-in-transit-supported",
    "instance-family",
    "instance-generation",
    "instance-gpu-count",
    "instance-gpu-manufacturer",
    "instance-gpu-memory",
    "instance-gpu-name",
    "instance-hypervisor",
    "instance-local-nvme",
    "instance-memory",
    "instance-network-bandwidth",
    "instance-size",
    "instance-tenancy",
    "placement-group-id",
    "placement-group-partition",
] as const;

/** Source: kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/labels.go, WellKnownLabels. */
const KUBERNETES_KEYS = [
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    INSTANCE_TYPE,
    ARCHITECTURE,
    "kubernetes.io/os",
    "node.kubernetes.io/windows-build",
] as const;

/**
 * What Auto Mode knows of an instance, after `eks.amazonaws.com/`. Source: EKS User Guide, create-node-pool, "EKS Auto Mode
 * Supported Labels"; create-node-class, placement groups.
 */
const AUTO_MODE_KEYS = [
    "compute-type",
    "instance-category",
    "instance-cpu",
    "instance-cpu-manufacturer",
    "instance-ebs-bandwidth",
    "instance-encryption-in-transit-supported",
    "instance-family",
    "instance-generation",
    "instance-gpu-count",
    "instance-gpu-manufacturer",
    "instance-gpu-memory",
    "instance-gpu-name",
    "instance-hypervisor",
    "instance-local-nvme",
    "instance-memory",
    "instance-network-bandwidth",
    "instance-size",
    "placement-group-id",
] as const;

/** Where a Karpenter keeps what it knows of instances. */
const DOMAINS: {
    readonly [maker in PoolMaker]: { readonly domain: string; readonly keys: readonly string[] };
} = {
    "auto-mode": { domain: AUTO_MODE_DOMAIN, keys: AUTO_MODE_KEYS },
    karpenter: { domain: KARPENTER_DOMAIN, keys: AWS_KEYS },
};

/** Every label that the Karpenter of a pool knows, of nodes that are not there yet. */
export function wellKnownKeys(maker: PoolMaker): readonly string[] {
    const { domain, keys } = DOMAINS[maker];
    return [
        CAPACITY_TYPE,
        NODE_POOL,
        ZONE_ID,
        ...KUBERNETES_KEYS,
        ...keys.map((name) => `${domain}/${name}`),
    ];
}

/** The key of Karpenter's own that says the same of an instance; any other key is its own. */
export function karpentersKey(key: string, maker: PoolMaker = "karpenter"): string {
    const { domain, keys } = DOMAINS[maker];
    const name = key.slice(domain.length + 1);
    return key.startsWith(`${domain}/`) && keys.includes(name) ? `${KARPENTER_DOMAIN}/${name}` : key;
}

/** Whether the Karpenter of a pool knows what values of a label its nodes may have, before there is a node. */
export function isWellKnown(key: string, maker: PoolMaker = "karpenter"): boolean {
    if (key === CAPACITY_TYPE || key === NODE_POOL || key === ZONE_ID) return true;
    const { domain, keys } = DOMAINS[maker];
    return KUBERNETES_KEYS.some((known) => known === key) || keys.some((name) => key === `${domain}/${name}`);
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, pattern and length of a key. */
const KEY =
    /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_NAME = 63;
const MAX_DOMAIN = 253;

/**
 * Refuses a key Karpenter keeps for itself, or one in its domains that it does not know. For labels as well: of Kubernetes'
 * own domains Karpenter takes every other label. What a kubelet may not set, such as node-role.kubernetes.io/infra, it
 * leaves out of the user data and writes on the node itself.
 * Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, rules of labels; pkg/providers/amifamily/resolver.go,
 * RejectForbiddenLabels; kubernetes-sigs/karpenter v1.14.0, pkg/controllers/nodeclaim/lifecycle/registration.go, syncNode.
 */
export function checkReservedKey(path: string, key: string, maker: PoolMaker = "karpenter"): Problem[] {
    const problem = (what: string, remedy: string): Problem[] => [{ path, what, got: key, remedy }];
    if (key === NODE_POOL) return problem("Karpenter sets this label itself", "Remove it");
    if (key === HOSTNAME) return problem("every node has a name of its own", "Remove it");
    const [domain = ""] = key.split("/");
    if (domain.endsWith("karpenter.sh") && key !== CAPACITY_TYPE) {
        return problem("karpenter.sh belongs to Karpenter", `Use ${CAPACITY_TYPE}, or a domain of your own`);
    }
    if (maker === "auto-mode") return checkKeyOfAutoMode(path, key);
    if (domain.endsWith(KARPENTER_DOMAIN) && !isWellKnown(key)) {
        return problem(
            "karpenter.k8s.aws belongs to Karpenter, which has no such key",
            `Choose from ${AWS_KEYS.join(", ")}`,
        );
    }
    // Taken for a label of yours, it would narrow nothing down.
    const karpenters = karpentersKey(key, "auto-mode");
    if (karpenters !== key && isWellKnown(karpenters)) {
        return problem("Karpenter knows instances by labels of its own", `Write ${karpenters}`);
    }
    return [];
}

/** Source: EKS User Guide, create-node-pool, "EKS Auto Mode Not Supported Labels", and the note on labels of Karpenter. */
function checkKeyOfAutoMode(path: string, key: string): Problem[] {
    const [domain = "", name = ""] = key.split("/");
    if (domain.endsWith(KARPENTER_DOMAIN)) {
        const known = AUTO_MODE_KEYS.some((one) => one === name);
        const remedy = known
            ? `Write ${AUTO_MODE_DOMAIN}/${name}`
            : `Choose from ${AUTO_MODE_KEYS.join(", ")}`;
        return [{ path, what: "Auto Mode knows instances by labels of eks.amazonaws.com", got: key, remedy }];
    }
    if (domain === AUTO_MODE_DOMAIN && !isWellKnown(key, "auto-mode")) {
        const remedy = `Choose from ${AUTO_MODE_KEYS.join(", ")}`;
        return [
            {
                path,
                what: "eks.amazonaws.com belongs to EKS, and Auto Mode has no such key",
                got: key,
                remedy,
            },
        ];
    }
    if (key !== "kubernetes.io/os" && key !== "node.kubernetes.io/windows-build") return [];
    return [{ path, what: "Auto Mode does not take it: its nodes run Linux", got: key, remedy: "Remove it" }];
}

/**
 * Refuses what is no key of a requirement. Karpenter takes an unknown key of Kubernetes' domains for a label of
 * yours, so that a mistyped one narrows nothing down and is written on the nodes.
 */
export function checkRequirementKey(path: string, key: string, maker: PoolMaker = "karpenter"): Problem[] {
    if (!isKey(key)) {
        const remedy =
            "Write <domain>/<name>, or a name alone, in letters, digits, dashes, underscores and dots";
        return [{ path, what: "not a label key", got: key, remedy }];
    }
    const reserved = checkReservedKey(path, key, maker);
    if (reserved.length > 0) return reserved;
    const isKubernetes = /^([a-z0-9.-]+\.)?(kubernetes|k8s)\.io\//.test(key);
    if (!isKubernetes || KUBERNETES_KEYS.some((known) => known === key)) return [];
    const remedy = `Choose from ${KUBERNETES_KEYS.join(", ")}, or use a domain of your own`;
    return [{ path, what: "Karpenter knows no such label of Kubernetes", got: key, remedy }];
}

function isKey(key: string): boolean {
    const slash = key.indexOf("/");
    return KEY.test(key) && slash <= MAX_DOMAIN && key.length - slash - 1 <= MAX_NAME;
}
