/** Node pools at random, near the edges of what Kubernetes and Karpenter take. */
import fc from "fast-check";

import {
    CONSOLIDATION_POLICIES,
    DISRUPTION_REASONS,
    type DisruptionBudget,
    type Requirement,
} from "../../components/karpenter/node-pool-schema";
import { CAPACITY_TYPE } from "../../components/karpenter/node-pool-keys";
import { checkRequirements } from "../../components/karpenter/node-pool-requirements";
import { checkNodePool, type NodePoolSpec } from "../../components/karpenter/node-pool-spec";
import type { SpelledTaint } from "../../components/shared/kubernetes-names";
import { type Operator, OPERATORS } from "../../components/shared/node-requirements";
import { nodePoolSpec } from "../support/node-pool-spec";

const REGION = nodePoolSpec().region;

const duration = fc
    .tuple(
        fc.oneof(fc.nat(99), fc.constantFrom("007", 99_999_999)),
        fc.constantFrom("h", "m", "s", "h5m", "d"),
    )
    .map(([amount, unit]) => `${amount}${unit}`);

const budget: fc.Arbitrary<DisruptionBudget> = fc
    .record(
        {
            nodes: fc.oneof(
                fc.nat(1000),
                fc.nat(110).map((share) => `${share}%`),
                fc.constantFrom("00%", "007", 1e20, -1, "5.5%"),
            ),
            reasons: fc.subarray([...DISRUPTION_REASONS]),
        },
        { requiredKeys: ["nodes"] },
    )
    .chain((bare) => {
        const schedule = fc.constantFrom(
            "0 9 * * mon-fri",
            "@weekly",
            "5/10 ? 1-31/2 12 sat,sun",
            "*/5 0-6,22 * * *",
        );
        const span = fc.oneof(fc.constantFrom("1h", "90m", "8h30m", "0h0m", "010h"), duration);
        const window = fc.record({ schedule, duration: span });
        return fc.oneof(
            fc.constant(bare),
            window.map((times) => ({ ...bare, ...times })),
        );
    });

/** Names Kubernetes takes, and some it does not. */
const text = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,62})$/),
    fc.constantFrom("a".repeat(63), "a".repeat(64), "0", "-1", "007", "x.", ""),
);
const key = fc.oneof(
    text,
    fc.constantFrom(
        CAPACITY_TYPE,
        "karpenter.k8s.aws/instance-cpu",
        "karpenter.sh/nodepool",
        "kubernetes.io/hostname",
    ),
    fc.tuple(fc.domain(), text).map(([domain, name]) => `${domain}/${name}`),
    fc.constantFrom(
        "node.kubernetes.io/x",
        `${"a".repeat(63)}.example.com/${"b".repeat(63)}`,
        "A.example.com/x",
        "a/b/c",
    ),
);

const number = fc.oneof(
    fc.nat().map(String),
    fc.constantFrom("0", "007", "9223372036854775807", "9".repeat(25), "1.5"),
);

/** Mostly what the operator wants, sometimes something else. */
function valuesFor(operator: Operator): fc.Arbitrary<readonly string[] | undefined> {
    if (operator === "In" || operator === "NotIn") return fc.array(text, { minLength: 1, maxLength: 4 });
    const takesNone = operator === "Exists" || operator === "DoesNotExist";
    const wanted = takesNone ? fc.constantFrom(undefined, []) : fc.tuple(number);
    return fc.oneof(
        { arbitrary: wanted, weight: 9 },
        { arbitrary: fc.array(text, { maxLength: 2 }), weight: 1 },
    );
}

const requirement: fc.Arbitrary<Requirement> = fc
    .constantFrom(...OPERATORS)
    .chain((operator) => {
        const minValues = fc.oneof(fc.constant(undefined), fc.constantFrom(0, 1, 2, 50, 51));
        return fc.tuple(key, fc.constant(operator), valuesFor(operator), minValues);
    })
    .map(([name, operator, values, minValues]) => ({
        key: name,
        operator,
        ...(values === undefined ? {} : { values }),
        ...(minValues === undefined ? {} : { minValues }),
    }))
    // Here already: of two at random hardly ever both are sound.
    .filter((one) => checkRequirements("", [one], { region: REGION, labels: {} }).length === 0);

const taint: fc.Arbitrary<SpelledTaint> = fc.record(
    { key, value: text, effect: fc.constantFrom("NoSchedule", "NoExecute", "PREFER_NO_SCHEDULE") },
    { requiredKeys: ["key", "effect"] },
);

const cpu = fc.oneof(
    fc.nat(),
    fc.constantFrom("1500m", "0.5", "9".repeat(25), 2 ** 53, 1e20, 0.5, "1e3", "-1"),
);
const memory = fc.constantFrom("400Gi", "1.5Ti", "4k", "12E", "0Ki", `${"9".repeat(25)}Ei`, "400", "1.Gi");

const tagText = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom("Zürich 東京", "a:b/c=d+e-f@g", "aws:x", "eks:eks-cluster-name"),
);

/** Specs that the kit accepts. */
export const acceptedSpecs: fc.Arbitrary<NodePoolSpec> = fc
    .record({
        amiAlias: fc.constantFrom("al2023@v20260930", "bottlerocket@v1.40.0"),
        diskSizeGiB: fc.constantFrom(20, 21, 1000, 16_384, 58_999, 59_000),
        tags: fc.dictionary(tagText, tagText, { maxKeys: 2 }),
        requirements: fc.array(requirement, { maxLength: 3 }),
        labels: fc.dictionary(key, text, { maxKeys: 2 }),
        taints: fc.array(taint, { maxLength: 2 }),
        startupTaints: fc.array(taint, { maxLength: 1 }),
        limits: fc.record({ cpu, memory }),
        disruption: fc.record({
            consolidationPolicy: fc.constantFrom(...CONSOLIDATION_POLICIES),
            consolidateAfter: fc.oneof(duration, fc.constant("Never")),
            budgets: fc.array(budget, { minLength: 1, maxLength: 2 }),
        }),
        expireAfter: fc.oneof(duration, fc.constant("Never")),
        terminationGracePeriod: duration,
        weight: fc.nat(101),
    })
    .map((changes) => nodePoolSpec(changes))
    .filter((spec) => checkNodePool(spec).length === 0);
