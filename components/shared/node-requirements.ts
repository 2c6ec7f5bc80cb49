/** Requirements on the labels of a node, and what several of them leave together, as Karpenter intersects them. */

export const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition on a node's label. Several of one key must all hold. */
export interface NodeRequirement {
    readonly key: string;
    readonly operator: Operator;
    /** Texts, numbers too: `["4"]`. One with `Gt`, `Lt`, `Gte` and `Lte`; none with `Exists` and `DoesNotExist`. */
    readonly values?: readonly string[];
}

/** The values a label may have: those listed, or all but those listed, within bounds. Nothing at all: no such label. */
export interface LabelSet {
    readonly isComplement: boolean;
    readonly values: ReadonlySet<string>;
    /** Inclusive. With a bound, only whole numbers count. */
    readonly gte?: number;
    readonly lte?: number;
}

const NO_LABEL: LabelSet = { isComplement: false, values: new Set() };
const ANY: LabelSet = { isComplement: true, values: new Set() };

/** Source: kubernetes-sigs/karpenter v1.14.0, pkg/scheduling/requirement.go, NewRequirementWithFlexibility. */
export function labelSet({ operator, values = [] }: NodeRequirement): LabelSet {
    const bound = Number(values[0]);
    switch (operator) {
        case "In":
            return { isComplement: false, values: new Set(values) };
        case "NotIn":
            return { isComplement: true, values: new Set(values) };
        case "Exists":
            return ANY;
        case "DoesNotExist":
            return NO_LABEL;
        case "Gt":
            return { ...ANY, gte: bound + 1 };
        case "Lt":
            return { ...ANY, lte: bound - 1 };
        case "Gte":
            return { ...ANY, gte: bound };
        case "Lte":
            return { ...ANY, lte: bound };
    }
}

/** Source: the same, Intersection. */
export function intersect(one: LabelSet, other: LabelSet): LabelSet {
    const gte = bounded(Math.max, one.gte, other.gte);
    const lte = bounded(Math.min, one.lte, other.lte);
    if (gte !== undefined && lte !== undefined && gte > lte) return NO_LABEL;
    const isComplement = one.isComplement && other.isComplement;
    const bounds = { ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }) };
    if (isComplement) return { isComplement, values: new Set([...one.values, ...other.values]), ...bounds };
    const listed = one.isComplement ? other.values : one.values;
    return {
        isComplement,
        values: new Set([...listed].filter((value) => admitsValue(one, value) && admitsValue(other, value))),
    };
}

function bounded(
    choose: (...numbers: number[]) => number,
    ...bounds: readonly (number | undefined)[]
): number | undefined {
    const given = bounds.filter((bound) => bound !== undefined);
    return given.length === 0 ? undefined : choose(...given);
}

/** Whether a label may have this value. */
export function admitsValue({ gte, isComplement, lte, values }: LabelSet, value: string): boolean {
    if (values.has(value) === isComplement) return false;
    if (gte === undefined && lte === undefined) return true;
    const number = /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
    if (number === undefined) return false;
    return number >= (gte ?? number) && number <= (lte ?? number);
}

/** Whether a node may be without the label: `NotIn` and `DoesNotExist` ask for none. Source: the same, Operator. */
export function admitsAbsence({ isComplement, values }: LabelSet): boolean {
    return isComplement === values.size > 0;
}

/** Whether some node, with the label or without, has what both ask for. Source: the same file, HasIntersection; requirements.go, Intersects. */
export function isCompatible(one: LabelSet, other: LabelSet): boolean {
    const common = intersect(one, other);
    return common.isComplement || common.values.size > 0 || (admitsAbsence(one) && admitsAbsence(other));
}

/** Names of labels that were once others. Source: kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/labels.go, NormalizedLabels. */
const FORMER_KEYS: Readonly<Record<string, string>> = {
    "beta.kubernetes.io/arch": "kubernetes.io/arch",
    "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
    "beta.kubernetes.io/os": "kubernetes.io/os",
    "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
};

/** What requirements leave of each label. */
export function combine(requirements: readonly NodeRequirement[]): ReadonlyMap<string, LabelSet> {
    const sets = new Map<string, LabelSet>();
    for (const requirement of requirements) {
        const key = FORMER_KEYS[requirement.key] ?? requirement.key;
        sets.set(key, intersect(sets.get(key) ?? ANY, labelSet(requirement)));
    }
    return sets;
}

/** Labels, and a pod's node selector, are requirements as well. */
export function requirementsOfLabels(labels: Readonly<Record<string, string>>): NodeRequirement[] {
    return Object.entries(labels).map(([key, value]) => ({ key, operator: "In", values: [value] }));
}
