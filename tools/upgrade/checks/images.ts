/** Images of nodes: whether one exists for the minor, and whether nodes follow at all. */
import { objectOf, textOf } from "../../facts/build";
import { type Finding, findingsOf, type Found } from "../finding";
import { type Ground, inputsOf, listIn, textsIn } from "../ground";
import { sourceText } from "../table";
import type { PlannedResource } from "../../plan/graph";

const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const DRIFT = "karpenter.sh, docs/concepts/disruption, Drift";
const ALIASES =
    "aws/karpenter-provider-aws v1.14.1 pkg/providers/amifamily: an alias is resolved for the cluster's own minor";
const OWN_IMAGE =
    "EKS User Guide, launch-templates: an image that the template names is updated by another template alone";
const NO_AL2 =
    "EKS User Guide, kubernetes-versions: no AL2 image from 1.33 on, seen 2026-11-29; al2-ami-deprecation";

export function checkImages(ground: Ground): readonly Finding[] {
    const { from, target } = ground;
    if (from === undefined || target.kind !== "kubernetes") return [];
    return findingsOf("images", [
        ...ofNodeClasses(ground, target.minor),
        ...groups(ground).flatMap((one) => ofGroup(one, target.minor)),
        ...ground.ofType("aws:eks/nodeGroup:NodeGroup").flatMap((one) => ofAmazonLinux2(one, target.minor)),
    ]);
}

function groups({ ofType }: Ground): readonly PlannedResource[] {
    return [...ofType("platform:compute:ManagedNodes"), ...ofType("platform:compute:SelfManagedNodes")];
}

/** By the alias, since one answer holds of every pool that names it. */
function ofNodeClasses(ground: Ground, minor: string): readonly Found[] {
    const pools = new Map<string, string[]>();
    const found: Found[] = [];
    for (const nodeClass of ground.ofType(NODE_CLASS)) {
        const pool = ground.parentOf(nodeClass)?.name ?? nodeClass.name;
        for (const term of listIn(objectOf(inputsOf(nodeClass)["spec"])["amiSelectorTerms"])) {
            const alias = textOf(term["alias"]);
            if (alias === "") found.push(ofTerm(ground, pool, term, minor));
            else pools.set(alias, [...(pools.get(alias) ?? []), pool]);
        }
    }
    return [...[...pools].flatMap(([alias, named]) => ofAlias(ground, named.sort(), alias, minor)), ...found];
}

/** The kit's own is proven for the minors it offers; of any other only AWS knows. */
function ofAlias(ground: Ground, pools: readonly string[], alias: string, minor: string): readonly Found[] {
    const { from = "", region, table } = ground;
    if (alias === table.amiAlias.value && table.minors.includes(minor)) {
        return [
            {
                id: "alias-resolves",
                level: "with",
                what: `Nodes of ${pools.join(", ")} start from ${alias} of ${minor}, and those of ${from} are replaced by drift`,
                why: "The alias stays as it is and resolves for the control plane's minor.",
                remedy: "Nothing: Karpenter does it, as the pool's budgets let it",
                resources: pools,
                source: sourceText(table.amiAlias),
            },
        ];
    }
    if (alias.endsWith("@latest")) return [];
    return [
        {
            id: "ami-unproven",
            level: "unknown",
            what: `Whether image ${alias} exists for ${minor}`,
            why: `Named by ${pools.join(", ")}. An alias is resolved for the control plane's minor; where it has none, no node starts.`,
            remedy: "Ask AWS before, and name a release that has both",
            resources: pools,
            source: ALIASES,
            commands: architecturesOf(ground, pools).flatMap((one) => parameterOf(alias, minor, one, region)),
        },
    ];
}

/** As the parameters spell them; both where a pool does not say. */
function architecturesOf({ ofType }: Ground, pools: readonly string[]): readonly string[] {
    const asked = pools.map((pool) => {
        const component = ofType("platform:karpenter:NodePool").find(({ name }) => name === pool);
        return component === undefined ? [] : textsIn(inputsOf(component)["requirements"]);
    });
    const without = (architecture: string): boolean =>
        asked.every((said) => said.includes(`kubernetes.io/arch In ${architecture}`));
    return [...(without("arm64") ? [] : ["x86_64"]), ...(without("amd64") ? [] : ["arm64"])];
}

/** Source of the names: aws/karpenter-provider-aws v1.14.1 pkg/providers/amifamily/{al2023,bottlerocket}.go. */
function parameterOf(alias: string, minor: string, architecture: string, region: string): readonly string[] {
    const [family = "", version = ""] = alias.split("@");
    const names: { readonly [family in string]?: string } = {
        al2023: `/aws/service/eks/optimized-ami/${minor}/amazon-linux-2023/${architecture}/standard/amazon-eks-node-al2023-${architecture}-standard-${minor}-${version}/image_id`,
        bottlerocket: `/aws/service/bottlerocket/aws-k8s-${minor}/${architecture}/${version.replace(/^v/, "")}/image_id`,
    };
    const name = names[family];
    return name === undefined ? [] : [`aws ssm get-parameter --name ${name} --region ${region}`];
}

function ofTerm(
    { from = "" }: Ground,
    pool: string,
    term: Readonly<Record<string, unknown>>,
    minor: string,
): Found {
    const { id, name, ssmParameter } = term;
    const said = [ssmParameter, name].find((one) => typeof one === "string" && holdsMinor(one, from));
    if (typeof said === "string") {
        return {
            id: "ami-names-minor",
            level: "first",
            what: `Pool ${pool} finds its image by ${said}, which is of ${from}`,
            why: `Nodes go on starting with the kubelet of ${from}: the image decides it, not the cluster.`,
            remedy: `Name the image of ${minor} in the change of the minor, or an alias, which follows by itself`,
            resources: [pool],
            source: DRIFT,
        };
    }
    const how = typeof id === "string" ? id : JSON.stringify(term);
    return {
        id: "ami-by-itself",
        level: typeof id === "string" ? "first" : "unknown",
        what: `Pool ${pool} selects its image itself: ${how}`,
        why: "Its kubelet is the image's, whatever minor the cluster is of.",
        remedy: `Build or choose one with a kubelet of ${minor}, and name it once the control plane is there`,
        resources: [pool],
        source: DRIFT,
    };
}

/** `1.35` in a name, and not in `11.35` or `1.350`. */
function holdsMinor(text: string, minor: string): boolean {
    return new RegExp(`(^|[^\\d.])${minor.replace(".", "\\.")}(?!\\d)`).test(text);
}

/** Said by the component: an image of somebody's own, in the group or in its launch template. */
function ofGroup(component: PlannedResource, minor: string): readonly Found[] {
    if (inputsOf(component)["releaseVersion"] !== "whatever the image has") return [];
    return [
        {
            id: "group-own-image",
            level: "first",
            what: `Nodes of ${component.name} have an image of their own`,
            why: "EKS does not move it with the minor: the kubelet stays what the image has.",
            remedy: `Have an image with a kubelet of ${minor} ready, and name it in the update after the minor`,
            resources: [component.name],
            source: OWN_IMAGE,
        },
    ];
}

function ofAmazonLinux2(group: PlannedResource, minor: string): readonly Found[] {
    const amiType = textOf(inputsOf(group)["amiType"]);
    if (!/^AL2_/.test(amiType)) return [];
    return [
        {
            id: "ami-amazon-linux-2",
            level: "first",
            what: `Node group ${group.name} is of Amazon Linux 2 (${amiType})`,
            why: `EKS publishes no such image for ${minor}: the update of the group fails.`,
            remedy: "Make another group of AL2023, move the pods, remove this one",
            resources: [group.name],
            source: NO_AL2,
        },
    ];
}
