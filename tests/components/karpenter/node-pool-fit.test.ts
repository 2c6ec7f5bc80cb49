import assert from "node:assert/strict";

import {
    checkFit,
    type FitSpec,
    noticesOfFit,
    typesThatFit,
} from "../../../components/karpenter/node-pool-fit";
import type { Requirement } from "../../../components/karpenter/node-pool-schema";
import { INSTANCE_DATA_DATE } from "../../../components/shared/instance-data";
import type { Operator } from "../../../components/shared/node-requirements";
import { describeProblem } from "../../../components/shared/problems";

const TYPE = "node.kubernetes.io/instance-type";
const FAMILY = "karpenter.k8s.aws/instance-family";
const CATEGORY = "karpenter.k8s.aws/instance-category";
const GENERATION = "karpenter.k8s.aws/instance-generation";
const ARCH = "kubernetes.io/arch";
const CAPACITY = "karpenter.sh/capacity-type";
const CPU = "karpenter.k8s.aws/instance-cpu";
const GPUS = "karpenter.k8s.aws/instance-gpu-count";

const rule = (key: string, operator: Operator, ...values: readonly string[]): Requirement =>
    /^(Exists|DoesNotExist)$/.test(operator) ? { key, operator } : { key, operator, values };

function spec(requirements: readonly Requirement[], changes: Partial<FitSpec> = {}): FitSpec {
    return {
        region: "us-east-1",
        labels: {},
        hasReservations: false,
        relaxesMinValues: false,
        requirements,
        ...changes,
    };
}

function refusals(requirements: readonly Requirement[], changes: Partial<FitSpec> = {}): string[] {
    return checkFit(spec(requirements, changes)).map((problem) => describeProblem(problem));
}

const namesOf = (...requirements: readonly Requirement[]): string[] =>
    typesThatFit(spec(requirements)).map(({ type }) => type);

describe("checkFit", () => {
    it("refuses limits in which no instance type has room, and takes 0 for a pool that starts none", () => {
        const limited = (
            limits: Readonly<Record<string, string>>,
            type: Requirement,
            changes: Partial<FitSpec> = {},
        ): string[] => checkFit(spec([type], changes), limits).map((problem) => describeProblem(problem));
        const why = "less than any instance type counts that the pool admits, so that it never starts a node";
        const refused = (resource: string, got: string, least: string): string =>
            `limits.${resource}: ${why} (got "${got}"). Allow at least ${least}, admit smaller types, ` +
            "or write cpu: 0 for a pool that is to start none.";
        const large = rule(CPU, "Gte", "8");
        assert.deepEqual(limited({ cpu: "8", memory: "128Gi" }, large), []);
        assert.deepEqual(limited({ cpu: "7", memory: "128Gi" }, large), [refused("cpu", "7", "8")]);
        // Of 8 GiB Karpenter counts what its vmMemoryOverheadPercent leaves, of Graviton's after 64 MiB that Linux keeps.
        const graviton = rule(TYPE, "In", "m7g.large");
        assert.deepEqual(limited({ cpu: "2", memory: "7518Mi" }, graviton), []);
        assert.deepEqual(limited({ cpu: "2", memory: "7517Mi" }, graviton), [
            refused("memory", "7517Mi", "7518Mi"),
        ]);
        const intel = rule(TYPE, "In", "m7i.large");
        assert.deepEqual(limited({ cpu: "2", memory: "7577Mi" }, intel), []);
        assert.deepEqual(limited({ cpu: "2", memory: "7576Mi" }, intel), [
            refused("memory", "7576Mi", "7577Mi"),
        ]);
        assert.deepEqual(limited({ cpu: "2", memory: "7517Mi" }, graviton, { memoryOverhead: 0.2 }), []);
        // The one type within the memory has too much of the CPU.
        assert.deepEqual(limited({ cpu: "2", memory: "8Gi" }, rule(TYPE, "In", "m7i.xlarge", "c7i.xlarge")), [
            refused("cpu", "2", "4"),
        ]);
        assert.deepEqual(limited({ cpu: "1.5" }, rule(TYPE, "In", "m7g.medium")), []);
        assert.deepEqual(limited({ cpu: "333m", memory: "3Gi" }, rule(ARCH, "Exists")), [
            refused("cpu", "333m", "1"),
        ]);
        const gpus = rule(TYPE, "In", "g5.12xlarge");
        assert.deepEqual(limited({ "nvidia.com/gpu": "4" }, gpus), []);
        assert.deepEqual(limited({ "nvidia.com/gpu": "3" }, gpus), [refused("nvidia.com/gpu", "3", "4")]);
        assert.deepEqual(limited({ "nvidia.com/gpu": "0" }, graviton), []);
        const radeons = rule(TYPE, "In", "g4ad.8xlarge", "g4ad.16xlarge");
        assert.deepEqual(limited({ "amd.com/gpu": "2", "nvidia.com/gpu": "0" }, radeons), []);
        assert.deepEqual(limited({ "amd.com/gpu": "1" }, radeons), [refused("amd.com/gpu", "1", "2")]);
        const chips = rule(TYPE, "In", "inf2.xlarge");
        assert.deepEqual(limited({ "aws.amazon.com/neuroncore": "2" }, chips), []);
        assert.deepEqual(limited({ "aws.amazon.com/neuroncore": "1" }, chips), [
            refused("aws.amazon.com/neuroncore", "1", "2"),
        ]);
        assert.deepEqual(limited({ cpu: "0", memory: "1Gi" }, graviton), []);
        assert.deepEqual(limited({ cpu: "many" }, graviton), []);
    });

    it("takes pools that fit something", () => {
        assert.deepEqual(refusals([]), []);
        assert.deepEqual(
            refusals([
                rule(CATEGORY, "In", "c", "m", "r"),
                rule(GENERATION, "Gt", "5"),
                rule(CAPACITY, "In", "spot", "on-demand"),
                rule(ARCH, "In", "arm64"),
                rule(GPUS, "DoesNotExist"),
                rule("example.com/team", "In", "blue", "red"),
                rule("example.com/team", "NotIn", "red"),
                rule("topology.kubernetes.io/zone", "In", "us-east-1a"),
                rule("karpenter.k8s.aws/placement-group-id", "Exists"),
            ]),
            [],
        );
    });

    it("two rules of one key without a common value: refused, both named", () => {
        assert.deepEqual(refusals([rule(CPU, "Gt", "4"), rule(CPU, "Lt", "2")]), [
            `requirements[1]: no node has this and what requirements[0] (${CPU} Gt 4) asks for: the pool could start nothing ` +
                `(got "${CPU} Lt 2"). Change or remove one of them.`,
        ]);
        assert.deepEqual(
            refusals([rule("team", "In", "a", "b"), rule("team", "NotIn", "a"), rule("team", "NotIn", "b")]),
            [
                "requirements[2]: no node has this and what requirements[0] (team In a, b) and requirements[1] (team NotIn a) " +
                    'asks for: the pool could start nothing (got "team NotIn b"). Change or remove one of them.',
            ],
        );
        assert.equal(refusals([rule("team", "Exists"), rule("team", "DoesNotExist")]).length, 1);
        assert.deepEqual(refusals([rule("team", "NotIn", "a"), rule("team", "DoesNotExist")]), []);
    });

    it("labels count as requirements", () => {
        const labels = { [CAPACITY]: "spot", "example.com/team": "red" };
        assert.deepEqual(refusals([rule(CAPACITY, "In", "on-demand")], { labels }), [
            `labels.${CAPACITY}: no node has this and what requirements[0] (${CAPACITY} In on-demand) asks for: ` +
                `the pool could start nothing (got "${CAPACITY} In spot"). Change or remove one of them.`,
        ]);
        assert.deepEqual(refusals([rule("example.com/team", "In", "red", "blue")], { labels }), []);
        assert.deepEqual(refusals([], { labels: { "kubernetes.io/os": "windows" } }), [
            'labels.kubernetes.io/os: no instance type has this (got "kubernetes.io/os In windows"). Ask for what there is.',
        ]);
    });

    it("families of no such category, types of no such size: the two that exclude each other, and no third", () => {
        const asked = [rule(ARCH, "In", "arm64"), rule(FAMILY, "In", "m7g"), rule(CATEGORY, "In", "c")];
        assert.deepEqual(refusals(asked), [
            `requirements[2]: no instance type has this and what requirements[1] (${FAMILY} In m7g) asks for: ` +
                `the pool could start nothing (got "${CATEGORY} In c"). Change or remove one of them.`,
        ]);
        assert.deepEqual(refusals([rule(TYPE, "In", "m7g.large"), rule(ARCH, "NotIn", "arm64")]), [
            `requirements[1]: no instance type has this and what requirements[0] (${TYPE} In m7g.large) asks for: ` +
                `the pool could start nothing (got "${ARCH} NotIn arm64"). Change or remove one of them.`,
        ]);
        assert.equal(refusals([rule(FAMILY, "In", "m7g"), rule(CPU, "Gt", "64")]).length, 1);
        assert.deepEqual(refusals([rule(FAMILY, "In", "m7g"), rule(CPU, "Gte", "64")]), []);
    });

    it("a generation beyond any: refused, alone", () => {
        assert.deepEqual(refusals([rule(ARCH, "In", "amd64"), rule(GENERATION, "Gt", "20")]), [
            `requirements[1]: no instance type has this (got "${GENERATION} Gt 20"). Ask for what there is.`,
        ]);
    });

    it("a GPU of an architecture that has none", () => {
        assert.deepEqual(
            refusals([rule("karpenter.k8s.aws/instance-gpu-name", "In", "h100"), rule(ARCH, "In", "arm64")]),
            [
                `requirements[1]: no instance type has this and what requirements[0] (karpenter.k8s.aws/instance-gpu-name In h100) ` +
                    `asks for: the pool could start nothing (got "${ARCH} In arm64"). Change or remove one of them.`,
            ],
        );
    });

    it("reserved capacity is there once reservations are selected", () => {
        const reserved = [rule(CAPACITY, "In", "reserved")];
        assert.equal(refusals(reserved).length, 1);
        assert.deepEqual(refusals(reserved, { hasReservations: true }), []);
    });

    it("more values than the types that fit have: refused, unless the controller gives way", () => {
        const asked: Requirement[] = [
            rule(CATEGORY, "In", "a"),
            { key: FAMILY, operator: "Exists", minValues: 3 },
            { key: "topology.kubernetes.io/zone", operator: "Exists", minValues: 3 },
        ];
        assert.deepEqual(refusals(asked), [
            `requirements[1].minValues: asks for more values of ${FAMILY} than the 1 of the instance types that fit ` +
                "(got 3). Admit more types, or lower it to 1.",
        ]);
        assert.deepEqual(refusals(asked, { relaxesMinValues: true }), []);
    });

    it("types newer than the lists are their author's word, and rules of one key exclude each other all the same", () => {
        const newer = [rule(TYPE, "In", "m99g.large"), rule(ARCH, "In", "arm64"), rule(CPU, "In", "2")];
        assert.deepEqual(refusals(newer), []);
        assert.equal(refusals([...newer, rule(CPU, "NotIn", "2")]).length, 1);
    });
});

describe("typesThatFit", () => {
    it("are those Karpenter would choose from", () => {
        assert.deepEqual(namesOf(rule(FAMILY, "In", "m7g"), rule(CPU, "Lte", "2")), [
            "m7g.medium",
            "m7g.large",
        ]);
        assert.deepEqual(
            namesOf(
                rule(FAMILY, "In", "c7g", "c7gn"),
                rule("karpenter.k8s.aws/instance-size", "In", "metal"),
            ),
            ["c7g.metal", "c7gn.metal"],
        );
        assert.deepEqual(namesOf(rule(GPUS, "Exists"), rule(ARCH, "In", "arm64"), rule(GPUS, "Gt", "1")), [
            "g5g.16xlarge",
            "g5g.metal",
        ]);
        assert.deepEqual(namesOf(rule("karpenter.k8s.aws/instance-accelerator-name", "In", "trainium2")), [
            "trn2.48xlarge",
        ]);
        assert.deepEqual(namesOf(rule("karpenter.k8s.aws/instance-local-nvme", "Gt", "300000")), [
            "d3en.12xlarge",
        ]);
        // Nothing but its name is known of it.
        assert.deepEqual(namesOf(rule(TYPE, "In", "p3.2xlarge")), ["p3.2xlarge"]);
    });
});

describe("noticesOfFit", () => {
    const notices = (...requirements: readonly Requirement[]): string[] =>
        noticesOfFit("general", spec(requirements));

    it("says when a pool has few types to choose from, fewer for on-demand than for Spot", () => {
        const onDemand = rule(CAPACITY, "In", "on-demand");
        assert.deepEqual(notices(onDemand, rule(FAMILY, "In", "m7g"), rule(CPU, "Lte", "2")), [
            "Pool general fits 2 instance types (m7g.medium, m7g.large): when AWS has none of them to give, its pods wait",
        ]);
        assert.deepEqual(notices(onDemand, rule(FAMILY, "In", "m7g")), []);
        assert.deepEqual(notices(rule(TYPE, "In", "m7g.large")), [
            "Pool general fits 1 instance type (m7g.large): when AWS has none of them to give, its pods wait; " +
                "on Spot, 10 or more are advised",
        ]);
        assert.deepEqual(notices(rule(CATEGORY, "In", "m")), []);
        const reserved = spec([rule(TYPE, "In", "p5.48xlarge"), rule(CAPACITY, "In", "reserved")], {
            hasReservations: true,
        });
        assert.deepEqual(noticesOfFit("general", reserved), []);
    });

    it("says what was not checked", () => {
        assert.deepEqual(notices(rule(ARCH, "In", "arm64"), rule(FAMILY, "In", "m99g")), [
            `Pool general asks for m99g, newer than the kit's lists of ${INSTANCE_DATA_DATE}: ` +
                "whether such a node fits its other requirements was not checked",
        ]);
    });
});
