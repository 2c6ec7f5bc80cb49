/** Which instances a pool may use: label requirements, checked as Karpenter's CRD and controller do. */
import { ARCHITECTURES, architectureOf, checkInstanceType } from "../shared/instance-types";
import {
    admitsValue,
    combine,
    type NodeRequirement,
    type Operator,
    OPERATORS,
    requirementsOfLabels,
} from "../shared/node-requirements";
import type { PoolMaker } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { isZoneOf } from "../shared/regions";
import {
    ARCHITECTURE,
    CAPACITY_TYPE,
    checkRequirementKey,
    COMPUTE_TYPE,
    INSTANCE_FAMILY,
    INSTANCE_TYPE,
    karpentersKey,
} from "./node-pool-keys";
import type { PoolWords, Requirement } from "./node-pool-schema";

const REGION = "topology.kubernetes.io/region";

/** Requirements and labels of a pool together: Karpenter makes requirements of the labels. Source: Karpenter documentation, NodePools, note at spec.template.spec.requirements. */
export const MAX_REQUIREMENTS = 100;

/** Where nodes are made, and by whom. */
interface Place {
    readonly region: string;
    /** @default karpenter */
    readonly maker?: PoolMaker;
}

/** Everything Karpenter refuses, and values of which no instance has one. */
export function checkRequirements(
    path: string,
    requirements: readonly Requirement[],
    spec: Place & { readonly labels: Readonly<Record<string, string>> },
): Problem[] {
    const count = requirements.length + Object.keys(spec.labels).length;
    return [
        ...(count > MAX_REQUIREMENTS
            ? [
                  {
                      path,
                      what: "too many requirements and labels",
                      got: count,
                      remedy: `Keep at most ${MAX_REQUIREMENTS} together`,
                  },
              ]
            : []),
        ...requirements.flatMap((requirement, index) => [
            ...checkRequirementKey(`${path}[${index}].key`, requirement.key, spec.maker),
            ...checkOperator(`${path}[${index}]`, requirement),
            ...checkMinValues(`${path}[${index}].minValues`, requirement),
            ...checkKnownValues(`${path}[${index}]`, requirement, requirements, spec),
        ]),
    ];
}

/** What an operator wants of its values. Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml. */
const WANTED: { readonly [operator in Operator]: "some" | "none" | "number" } = {
    In: "some",
    NotIn: "some",
    Exists: "none",
    DoesNotExist: "none",
    Gt: "number",
    Lt: "number",
    Gte: "number",
    Lte: "number",
};

function checkOperator(path: string, { operator, values = [] }: Requirement): Problem[] {
    const problem = (what: string, remedy: string): Problem[] => [
        { path: `${path}.values`, what, got: values, remedy },
    ];
    if (!OPERATORS.includes(operator)) {
        const remedy = `Choose from ${OPERATORS.join(", ")}`;
        return [{ path: `${path}.operator`, what: "not an operator", got: operator, remedy }];
    }
    const wanted = WANTED[operator];
    if (wanted === "none") {
        return values.length === 0 ? [] : problem(`${operator} takes no values`, "Remove them, or use In");
    }
    if (wanted === "number") {
        const [value = ""] = values;
        // The CRD's rule and the controller read it into 64 bits; 18 digits fit whatever they are.
        if (values.length === 1 && /^\d{1,18}$/.test(value)) return [];
        return problem(`${operator} takes one whole number`, 'Write it as a text: ["4"]');
    }
    if (values.length === 0) return problem(`${operator} needs values`, "List at least one");
    return values.flatMap((value, index) => checkValue(`${path}.values[${index}]`, value));
}

function checkValue(path: string, value: string): Problem[] {
    if (value.length <= 63 && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(value)) return [];
    const remedy = "Use at most 63 letters, digits and - _ . with a letter or digit at both ends";
    return [{ path, what: "not a label value", got: value, remedy }];
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, minValues and its rule. */
function checkMinValues(path: string, { minValues, operator, values = [] }: Requirement): Problem[] {
    if (minValues === undefined) return [];
    if (!Number.isInteger(minValues) || minValues < 1 || minValues > 50) {
        return [{ path, what: "not a number of values", got: minValues, remedy: "Write 1 to 50" }];
    }
    const count = new Set(values).size;
    if (operator !== "In" || minValues <= count) return [];
    const remedy = `List ${minValues} different values, or lower minValues to ${count}`;
    return [{ path, what: `asks for more values than the ${count} listed`, got: minValues, remedy }];
}

/** Keys whose values are known. Karpenter takes any value, and a pool no instance fits starts no node. */
function checkKnownValues(
    path: string,
    { key: written, operator, values = [] }: Requirement,
    all: readonly Requirement[],
    { maker = "karpenter", region }: Place,
): Problem[] {
    if (operator !== "In" && operator !== "NotIn") return [];
    const key = karpentersKey(written, maker);
    return values.flatMap((value, index) => {
        const place = `${path}.values[${index}]`;
        if (key === INSTANCE_TYPE) return checkInstanceType(place, value, statedArchitecture(all));
        if (key === INSTANCE_FAMILY) return checkFamily(place, value, statedArchitecture(all));
        if (key === "topology.kubernetes.io/zone" && !isZoneOf(region, value)) {
            const remedy = `Name zones such as ${region}a`;
            return [{ path: place, what: `not an Availability Zone of ${region}`, got: value, remedy }];
        }
        const known = key === REGION ? [region] : KNOWN_VALUES[key];
        if (known === undefined || known.includes(value)) return [];
        return [
            {
                path: place,
                what: `no node has this value of ${written}`,
                got: value,
                remedy: `Choose from ${known.join(", ")}`,
            },
        ];
    });
}

/** A label that Karpenter takes for a requirement must name a value there is. */
export function checkKnownLabel(
    path: string,
    key: string,
    value: string,
    { requirements, ...place }: Place & { readonly requirements: readonly Requirement[] },
): Problem[] {
    const requirement: Requirement = { key, operator: "In", values: [value] };
    return checkKnownValues(path, requirement, requirements, place).map((problem) => ({ ...problem, path }));
}

/** Source: kubernetes-sigs/karpenter v1.14.0 and Karpenter v1.14.1, pkg/apis/v1/labels.go. The kit's nodes run Linux. */
const KNOWN_VALUES: Readonly<Record<string, readonly string[]>> = {
    [ARCHITECTURE]: ARCHITECTURES,
    [CAPACITY_TYPE]: ["on-demand", "reserved", "spot"],
    // Of Auto Mode's nodes. Source: EKS User Guide, create-node-pool.
    [karpentersKey(COMPUTE_TYPE, "auto-mode")]: ["auto"],
    "karpenter.k8s.aws/instance-tenancy": ["dedicated", "default"],
    "kubernetes.io/os": ["linux", "windows"],
};

function checkFamily(path: string, family: string, stated: string | undefined): Problem[] {
    if (architectureOf(family) !== undefined || stated !== undefined) return [];
    const remedy = `Write a family such as m7g, or require one ${ARCHITECTURE} as well when it is newer than the kit`;
    return [{ path, what: "unknown instance family", got: family, remedy }];
}

/** The only architecture the pool admits, if it says so: the caller's word for types the kit does not know yet. */
function statedArchitecture(
    requirements: readonly Requirement[],
): (typeof ARCHITECTURES)[number] | undefined {
    const admitted = ARCHITECTURES.filter((architecture) => admits(requirements, ARCHITECTURE, architecture));
    return admitted.length === 1 ? admitted[0] : undefined;
}

/** Whether every requirement of this key lets the value pass. No requirement lets everything pass. */
export function admits(requirements: readonly NodeRequirement[], key: string, value: string): boolean {
    const set = combine(requirements).get(key);
    return set === undefined || admitsValue(set, value);
}

/** A requirement as a reader of the plan sees it. */
export function describeRequirement({ key, minValues, operator, values = [] }: Requirement): string {
    const listed = values.length === 0 ? "" : ` ${values.join(", ")}`;
    return `${key} ${operator}${listed}${minValues === undefined ? "" : ` (at least ${minValues})`}`;
}

/** Whether Karpenter may start Spot instances for the pool. */
export function mayUseSpot({ labels, requirements }: Pick<PoolWords, "labels" | "requirements">): boolean {
    return admits([...requirements, ...requirementsOfLabels(labels)], CAPACITY_TYPE, "spot");
}
