/** Which image the nodes of a pool start from. */
import type { Problem } from "../shared/problems";
import type { NodeProxy } from "../shared/node-proxy";
import { checkUserData, type UserDataFamily } from "../shared/user-data";
import { AMI_ALIAS } from "../versions";
import { AMI_FAMILIES, type AmiFamily, type AmiTerm, type NodeClassWords } from "./node-class-schema";
import { checkTagSelector, checkTerms } from "./node-class-selectors";
import { checkWindowsPool } from "./node-class-windows";
import { isWindowsPool } from "./ref";

/** What of a pool says which image it has. */
export interface AmiSpec {
    /** The kit's pin unless given, or unless the node class selects images itself. */
    readonly amiAlias?: string;
    readonly nodeClass?: NodeClassWords;
    /** Proxy the nodes reach the internet through. A change replaces every node. @default none */
    readonly proxy?: NodeProxy;
}

/** Image families the kit has tried, how their releases are written, and what the CRD calls them. */
const ALIASES: readonly (readonly [family: AmiFamily, pattern: RegExp])[] = [
    ["AL2023", /^al2023@v\d{8}$/],
    ["Bottlerocket", /^bottlerocket@v\d+\.\d+\.\d+$/],
    // Of Windows the CRD takes the newest alone. Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml.
    ["Windows2019", /^windows2019@latest$/],
    ["Windows2022", /^windows2022@latest$/],
    ["Windows2025", /^windows2025@latest$/],
];

/** The alias of a pool; undefined when it selects its images itself. */
export function amiAliasOf({ amiAlias, nodeClass }: AmiSpec): string | undefined {
    return amiAlias ?? (nodeClass?.amiSelectorTerms === undefined ? AMI_ALIAS.value : undefined);
}

/** How the image reads user data and where its volumes are. */
export function amiFamilyOf(spec: AmiSpec): AmiFamily {
    const alias = amiAliasOf(spec);
    if (alias === undefined) return spec.nodeClass?.amiFamily ?? "Custom";
    const [name = ""] = alias.split("@");
    return AMI_FAMILIES.find((family) => family.toLowerCase() === name) ?? "AL2023";
}

/** The part of the EC2NodeClass that says so. */
export function planAmi(spec: AmiSpec): { amiFamily?: AmiFamily; amiSelectorTerms: object[] } {
    const alias = amiAliasOf(spec);
    const { amiFamily, amiSelectorTerms = [] } = spec.nodeClass ?? {};
    return {
        ...(amiFamily === undefined ? {} : { amiFamily }),
        amiSelectorTerms: alias === undefined ? [...amiSelectorTerms] : [{ alias }],
    };
}

/** As a reader of the plan sees it: the alias, or what selects images. */
export function describeAmi(spec: AmiSpec): string {
    const alias = amiAliasOf(spec);
    if (alias !== undefined) return alias;
    return (spec.nodeClass?.amiSelectorTerms ?? []).map(describeTerm).join(" or ");
}

function describeTerm({ id, name, owner, ssmParameter, tags }: AmiTerm): string {
    return Object.entries({ id, name, owner, ssmParameter, ...tags })
        .flatMap(([key, value]) => (value === undefined ? [] : `${key} ${value}`))
        .join(", ");
}

/** Everything Karpenter would refuse or never find an image for. */
export function checkAmi(spec: AmiSpec): Problem[] {
    const { amiAlias, nodeClass = {} } = spec;
    const { amiSelectorTerms } = nodeClass;
    if (amiSelectorTerms !== undefined && amiAlias !== undefined) {
        const what = "two answers to which image: an alias stands alone";
        return [
            { path: "amiAlias", what, got: amiAlias, remedy: "Remove it, or nodeClass.amiSelectorTerms" },
        ];
    }
    return [
        ...(amiAlias === undefined ? [] : checkAlias(amiAlias)),
        ...(amiSelectorTerms === undefined
            ? checkFamilyOfAlias(spec)
            : [...checkAmiTerms(amiSelectorTerms), ...checkFamilyGiven(nodeClass)]),
        ...checkWhatNodesAreTold(spec),
        ...(isWindowsPool(spec) ? checkWindowsPool(nodeClass) : []),
    ];
}

function checkAlias(alias: string): Problem[] {
    if (ALIASES.some(([, pattern]) => pattern.test(alias))) return [];
    const remedy = `Pin a release: ${AMI_ALIAS.value}`;
    if (/^windows\d{4}@/.test(alias)) {
        const what = "Karpenter takes of Windows the newest image alone, of 2019, 2022 and 2025";
        const remedy = "Write windows2019@latest, windows2022@latest or windows2025@latest";
        return [{ path: "amiAlias", what, got: alias, remedy }];
    }
    const what = alias.endsWith("@latest")
        ? "each new release of the image would replace all nodes, on a day AWS chooses"
        : "not a release of al2023 or bottlerocket";
    return [{ path: "amiAlias", what, got: alias, remedy }];
}

/**
 * `Custom` with an alias passes the CRD: Karpenter then tells the node nothing of the cluster, and the image, which waits
 * for it, never joins. Source: Karpenter v1.14.1, pkg/apis/v1/ec2nodeclass.go, AMIFamily; pkg/providers/amifamily/custom.go.
 */
function checkFamilyOfAlias(spec: AmiSpec): Problem[] {
    const { amiFamily } = spec.nodeClass ?? {};
    const own = amiFamilyOf(spec);
    if (amiFamily === undefined || amiFamily === own) return [];
    const what = `the alias ${amiAliasOf(spec) ?? ""} is an image of ${own}`;
    return [{ path: "nodeClass.amiFamily", what, got: amiFamily, remedy: "Remove it" }];
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, last rule of spec. */
function checkFamilyGiven({ amiFamily }: NodeClassWords): Problem[] {
    if (amiFamily !== undefined) return [];
    const remedy = `Set it to ${AMI_FAMILIES.slice(0, -1).join(", ")} or Custom`;
    return [{ path: "nodeClass.amiFamily", what: "nothing says how the image reads user data", remedy }];
}

/** Source: the same, rules of amiSelectorTerms. */
function checkAmiTerms(terms: readonly AmiTerm[]): Problem[] {
    const list = "nodeClass.amiSelectorTerms";
    return [
        ...checkTerms(list, terms),
        ...terms.flatMap((term, index) => checkAmiTerm(`${list}[${index}]`, term)),
    ];
}

function checkAmiTerm(path: string, term: AmiTerm): Problem[] {
    const { id, ssmParameter, ...search } = term;
    const alone = id === undefined ? "ssmParameter" : "id";
    const isAlone = (id ?? ssmParameter) !== undefined;
    const isMore = (id !== undefined && ssmParameter !== undefined) || Object.keys(search).length > 0;
    if (isAlone && isMore) {
        const remedy = "Remove the others, or write two terms";
        return [{ path: `${path}.${alone}`, what: "names an image by itself", remedy }];
    }
    return isAlone ? checkOne(path, { id, ssmParameter }) : checkSearch(path, search);
}

function checkOne(
    path: string,
    { id, ssmParameter }: Record<"id" | "ssmParameter", string | undefined>,
): Problem[] {
    if (id !== undefined && !/^ami-[0-9a-f]{8,17}$/.test(id)) {
        return [{ path: `${path}.id`, what: "not the id of an image", got: id, remedy: "Write ami-…" }];
    }
    return ssmParameter === "" ? [{ path, what: "an empty name finds nothing", remedy: "Write one" }] : [];
}

function checkSearch(path: string, { name, owner, tags }: Omit<AmiTerm, "id" | "ssmParameter">): Problem[] {
    if (name === undefined && tags === undefined) {
        return [{ path, what: "selects no image", remedy: "Give id, name, tags or ssmParameter" }];
    }
    if (owner !== undefined && !/^(\d{12}|self|amazon|aws-marketplace)$/.test(owner)) {
        const remedy = "Write an account, self, amazon or aws-marketplace";
        return [{ path: `${path}.owner`, what: "not an owner of images", got: owner, remedy }];
    }
    if (name === "") return [{ path, what: "an empty name finds nothing", remedy: "Write one" }];
    return tags === undefined ? [] : checkTagSelector(`${path}.tags`, tags);
}

/** User data fits its image; what Karpenter would not pass on is refused. */
function checkWhatNodesAreTold(spec: AmiSpec): Problem[] {
    const { kubelet, instanceStorePolicy, userData } = spec.nodeClass ?? {};
    const family = amiFamilyOf(spec);
    if (family !== "Custom") {
        return userData === undefined
            ? []
            : checkUserData("nodeClass.userData", readerOf(family), userData, "karpenter", spec.proxy);
    }
    // Source: Karpenter v1.14.1, pkg/providers/amifamily/custom.go, UserData: the user data alone.
    const problems: Problem[] = [];
    if (spec.nodeClass?.amiFamily === "Custom" && (userData === undefined || userData.trim() === "")) {
        const remedy =
            "Write all it needs to join the cluster, with taint karpenter.sh/unregistered:NoExecute";
        problems.push({ path: "nodeClass.userData", what: "a Custom image is told nothing else", remedy });
    }
    for (const [name, given] of Object.entries({ kubelet, instanceStorePolicy })) {
        if (given === undefined) continue;
        const what = "a Custom image is told nothing but its user data";
        problems.push({ path: `nodeClass.${name}`, what, remedy: "Write it into userData" });
    }
    return problems;
}

/** Who reads the user data of a family. */
function readerOf(family: Exclude<AmiFamily, "Custom">): UserDataFamily {
    return family === "AL2023" || family === "Bottlerocket" ? family : "Windows";
}

/** Images that change without a change here. */
export function noticesOfAmi(pool: string, spec: AmiSpec): string[] {
    const terms = amiAliasOf(spec) === undefined ? (spec.nodeClass?.amiSelectorTerms ?? []) : [];
    const moving = terms.filter(({ id }) => id === undefined);
    const parameters = terms.flatMap(({ ssmParameter }) => ssmParameter ?? []);
    const own = parameters.filter(
        (name) => !/^(arn:[^:]+:ssm:[^:]*:[^:]*:parameter)?\/aws\/service\//.test(name),
    );
    const alias = amiAliasOf(spec);
    return [
        ...(alias?.endsWith("@latest") === true
            ? [
                  `Pool ${pool} follows ${alias}, as of Windows it must: with each new image, about once a month, all nodes are replaced ` +
                      "as the budgets let it",
              ]
            : []),
        ...(moving.length === 0
            ? []
            : [
                  `Pool ${pool} finds its image by ${moving.map(describeTerm).join(" or ")}: whenever another one is found, ` +
                      "all nodes are replaced as the budgets let it",
              ]),
        ...(own.length === 0
            ? []
            : [
                  `Pool ${pool} reads ${own.join(", ")}: allow ssm:GetParameter on it to Karpenter's controller, which may ` +
                      "read /aws/service/* only",
              ]),
    ];
}
