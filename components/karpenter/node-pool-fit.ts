/** Whether a pool can start a node at all: its requirements against each other and against the instance types there are. */
import { boundingLimits, countedInLimits, holds, isWithin } from "../shared/counted-in-limits";
import {
    INSTANCE_DATA_DATE,
    type InstanceType,
    instanceTypeNames,
    instanceTypeOf,
} from "../shared/instance-data";
import { architectureOf } from "../shared/instance-types";
import {
    admitsValue,
    admitsAbsence,
    combine,
    intersect,
    type LabelSet,
    labelSet,
    requirementsOfLabels,
} from "../shared/node-requirements";
import type { Problem } from "../shared/problems";
import { labelOfType, type Surroundings, typeAdmits } from "./instance-labels";
import { CAPACITY_TYPE, INSTANCE_FAMILY, INSTANCE_TYPE, karpentersKey } from "./node-pool-keys";
import { describeRequirement } from "./node-pool-requirements";
import type { PoolWords, Requirement } from "./node-pool-schema";

/** What of a pool and its environment decides which nodes it may have. */
export interface FitSpec extends Surroundings {
    readonly requirements: readonly Requirement[];
    /** Karpenter makes requirements of them. Source: kubernetes-sigs/karpenter v1.14.0, pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go. */
    readonly labels: Readonly<Record<string, string>>;
    /** Whether Karpenter gives up minValues that no choice of types reaches, instead of starting no node. */
    readonly relaxesMinValues: boolean;
    /** Share of an instance's memory that Karpenter takes off. @default Karpenter's own */
    readonly memoryOverhead?: number;
}

/** One requirement, or one label, and where it stands. */
interface Rule {
    readonly path: string;
    readonly text: string;
    readonly key: string;
    readonly requirement: Requirement;
    readonly set: LabelSet;
}

function rulesOf({ labels, requirements }: FitSpec): Rule[] {
    const rule = (path: string, requirement: Requirement): Rule => ({
        path,
        text: describeRequirement(requirement),
        key: requirement.key,
        requirement,
        set: labelSet(requirement),
    });
    return [
        ...requirements.map((requirement, index) => rule(`requirements[${index}]`, requirement)),
        ...requirementsOfLabels(labels).map((requirement) => rule(`labels.${requirement.key}`, requirement)),
    ];
}

/**
 * Rules that exclude each other, a rule no instance type has, and more different values asked for than the types that
 * fit have: Karpenter takes such a pool, calls it ready and never starts a node. Assumes checked requirements.
 */
export function checkFit(spec: FitSpec, limits?: PoolWords["limits"]): Problem[] {
    const rules = rulesOf(spec);
    const conflicts = conflictsOf(rules);
    if (conflicts.length > 0 || newerTypesOf(spec).length > 0) return conflicts;
    const excluding = smallestImpossible(rules, (some) => fitting(some, spec).next().done !== true);
    if (excluding !== undefined) return [problemOf(excluding, "no instance type has")];
    return [...(spec.relaxesMinValues ? [] : checkDiversity(spec)), ...checkLimitsOfTypes(spec, limits)];
}

/** One problem for each key whose rules leave no value. */
function conflictsOf(rules: readonly Rule[]): Problem[] {
    const keys = [...new Set(rules.map(({ key }) => key))];
    return keys.flatMap((key) => {
        const own = rules.filter((rule) => rule.key === key);
        const excluding = smallestImpossible(own, isPossible);
        return excluding === undefined ? [] : [problemOf(excluding, "no node has")];
    });
}

/** Whether the rules of one key leave a value, or let a node be without the label. */
function isPossible(rules: readonly Rule[]): boolean {
    const { isComplement, values } = rules.map(({ set }) => set).reduce(intersect);
    return isComplement || values.size > 0 || rules.every(({ set }) => admitsAbsence(set));
}

/** The fewest rules that are impossible together; undefined when all are possible. */
function smallestImpossible(
    rules: readonly Rule[],
    isPossibleWith: (some: readonly Rule[]) => boolean,
): readonly Rule[] | undefined {
    if (rules.length === 0 || isPossibleWith(rules)) return undefined;
    let needed = rules;
    for (const rule of rules) {
        const without = needed.filter((other) => other !== rule);
        if (without.length > 0 && !isPossibleWith(without)) needed = without;
    }
    return needed;
}

function problemOf(rules: readonly Rule[], nobody: "no instance type has" | "no node has"): Problem {
    const [first, ...others] = rules.toReversed();
    const together = others.map(({ path, text }) => `${path} (${text})`).reverse();
    return {
        path: first?.path ?? "requirements",
        what:
            together.length === 0
                ? `${nobody} this`
                : `${nobody} this and what ${together.join(" and ")} asks for: the pool could start nothing`,
        got: first?.text ?? "",
        remedy: together.length === 0 ? "Ask for what there is" : "Change or remove one of them",
    };
}

/**
 * The types a pool may have, by the kit's lists; those of which the lists know no more than the name only where there are
 * no others. Assumes checked requirements.
 * @param enough how many the caller wants to see at most: each costs a look at some of 1,400
 */
export function typesThatFit(spec: FitSpec, enough = Infinity): readonly InstanceType[] {
    const [described, others]: [InstanceType[], InstanceType[]] = [[], []];
    for (const type of fitting(rulesOf(spec), spec)) {
        (type.isDescribed ? described : others).push(type);
        if (described.length >= enough) break;
    }
    return described.length > 0 ? described : others;
}

/** All types a pool may have; none where it names some that are newer than the lists. */
export function knownTypesOf(spec: FitSpec): readonly InstanceType[] {
    return newerTypesOf(spec).length > 0 ? [] : [...fitting(rulesOf(spec), spec)];
}

/**
 * Windows runs on amd64 alone. Auto Mode starts no instance with one core, and none of these sizes. Source: EKS User Guide, automode-learn-instances,
 * "Supported instance reference".
 */
function isOffered({ architecture, type, vcpu }: InstanceType, { maker, os }: Surroundings): boolean {
    if (os === "windows" && architecture !== "amd64") return false;
    return maker !== "auto-mode" || !(vcpu === 1 || /\.(nano|micro|small)$/.test(type));
}

/** One after the other, so that who wants to know whether there is one looks no further. */
function* fitting(rules: readonly Rule[], surroundings: Surroundings): Generator<InstanceType> {
    const sets = [...combine(rules.map(({ requirement }) => requirement))].map(
        ([key, set]) => [karpentersKey(key, surroundings.maker), set] as const,
    );
    for (const name of instanceTypeNames()) {
        const type = instanceTypeOf(name);
        if (type === undefined || !isOffered(type, surroundings)) continue;
        if (sets.every(([key, set]) => typeAdmits(type, key, set, surroundings))) yield type;
    }
}

/** Source: kubernetes-sigs/karpenter v1.14.0, pkg/cloudprovider/types.go, SatisfiesMinValues. */
function checkDiversity(spec: FitSpec): Problem[] {
    if (spec.requirements.every(({ minValues }) => minValues === undefined)) return [];
    const types = typesThatFit(spec);
    return spec.requirements.flatMap(({ key, minValues = 0 }, index) => {
        const values = new Set(types.flatMap((type) => labelOfType(type, key, spec.maker) ?? []));
        if (values.size === 0 || values.size >= minValues) return [];
        return [
            {
                path: `requirements[${index}].minValues`,
                what: `asks for more values of ${key} than the ${values.size} of the instance types that fit`,
                got: minValues,
                remedy: `Admit more types, or lower it to ${values.size}`,
            },
        ];
    });
}

/** Types and families asked for that are newer than the lists: of these the pool's author knows more than the kit. */
function newerTypesOf({ maker, requirements }: FitSpec): string[] {
    return requirements.flatMap(({ key: written, operator, values = [] }) => {
        if (operator !== "In") return [];
        const key = karpentersKey(written, maker);
        if (key === INSTANCE_TYPE) return values.filter((type) => instanceTypeOf(type) === undefined);
        return key === INSTANCE_FAMILY ? values.filter((family) => architectureOf(family) === undefined) : [];
    });
}

/**
 * Below this a Spot pool has too little to choose from. Source: Amazon EC2 User Guide, spot-best-practices, "Be flexible
 * about instance types and Availability Zones": at least 10.
 */
const FEW_ON_SPOT = 10;
const FEW = 3;

/** What is legal but narrow, and what nobody could check. */
export function noticesOfFit(pool: string, spec: FitSpec): string[] {
    const newer = newerTypesOf(spec);
    if (newer.length > 0) {
        return [
            `Pool ${pool} asks for ${newer.join(", ")}, newer than the kit's lists of ${INSTANCE_DATA_DATE}: ` +
                "whether such a node fits its other requirements was not checked",
        ];
    }
    const types = typesThatFit(spec, FEW_ON_SPOT);
    const rules = rulesOf(spec);
    const capacity = combine(rules.map(({ requirement }) => requirement)).get(CAPACITY_TYPE);
    const mayUse = (type: string): boolean => capacity === undefined || admitsValue(capacity, type);
    // Reserved capacity is there whatever else is.
    if (!mayUse("spot") && !mayUse("on-demand")) return [];
    if (types.length >= (mayUse("spot") ? FEW_ON_SPOT : FEW)) return [];
    const names = types.map(({ type }) => type).join(", ");
    const count = types.length === 1 ? "1 instance type" : `${types.length} instance types`;
    return [
        `Pool ${pool} fits ${count} (${names}): when AWS has none of them to give, its pods wait` +
            (mayUse("spot") ? `; on Spot, ${FEW_ON_SPOT} or more are advised` : ""),
    ];
}

/** Limits below what every type counts in them: again Karpenter calls the pool ready and never starts a node. */
function checkLimitsOfTypes(spec: FitSpec, limits: PoolWords["limits"] = {}): Problem[] {
    const bounds = boundingLimits(limits);
    const types: InstanceType[] = [];
    // Nearly always the first one does. Of some the lists know the name alone: they count where there are no others.
    for (const type of fitting(rulesOf(spec), spec)) {
        if (!type.isDescribed) continue;
        if (isWithin(type, bounds, spec.memoryOverhead)) return [];
        types.push(type);
    }
    if (types.length === 0) return [];
    let left: readonly InstanceType[] = types;
    for (const [resource, limit] of bounds) {
        const within = left.filter((type) => holds(limit, resource, type, spec.memoryOverhead));
        if (within.length === 0) return [tooLow(resource, limits, left, spec)];
        left = within;
    }
    return [];
}

function tooLow(
    resource: string,
    limits: PoolWords["limits"] & object,
    types: readonly InstanceType[],
    { memoryOverhead }: FitSpec,
): Problem {
    const counts = types.flatMap((type) => countedInLimits(type, resource, memoryOverhead) ?? []);
    const least = Math.min(...counts);
    const got = new Map<string, number | string>(Object.entries(limits)).get(resource) ?? "";
    const enough = resource === "memory" ? `${Math.ceil(least / 2 ** 20)}Mi` : String(least);
    return {
        path: `limits.${resource}`,
        what: "less than any instance type counts that the pool admits, so that it never starts a node",
        got,
        remedy: `Allow at least ${enough}, admit smaller types, or write cpu: 0 for a pool that is to start none`,
    };
}
